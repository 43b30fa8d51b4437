package kz.nusqau.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import kz.nusqau.subscriber.PersonalData;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who did what in the console, each entry chained to the one before by a keyed hash. What was cut
 * off at the end shows only to who knows the last number.
 */
@Component
class AuditLog {

    private static final String PURPOSE = "console-audit";
    private static final int AT_ONCE = 1_000;
    private static final RowMapper<Entry> ENTRY = (row, n) -> entry(row);

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final PersonalData personalData;
    private final Clock clock;

    AuditLog(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            PersonalData personalData,
            Clock clock) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.personalData = personalData;
        this.clock = clock;
    }

    /**
     * One act.
     *
     * @param subject what it was done with: an id
     * @param effect what came of it, empty where there is nothing to say
     */
    record Entry(
            long id,
            Instant at,
            String who,
            String act,
            String subject,
            String reason,
            String effect,
            byte[] hash) {}

    /** Records an act in the caller's transaction; entries come one after another. */
    void record(String who, Act act, String subject, String reason, String effect) {
        transaction.executeWithoutResult(
                status -> {
                    jdbc.queryForObject(
                            "SELECT pg_advisory_xact_lock(hashtextextended('console/act', 0))::text",
                            String.class);
                    Entry last =
                            client.sql("SELECT * FROM console.act ORDER BY id DESC LIMIT 1")
                                    .query(ENTRY)
                                    .optional()
                                    .orElse(null);
                    long id = last == null ? 1 : last.id() + 1;
                    byte[] before = last == null ? new byte[0] : last.hash();
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    var entry =
                            new Entry(id, now, who, act.word(), subject, reason, effect, before);
                    insert(entry, hash(before, entry));
                });
    }

    private void insert(Entry entry, byte[] hash) {
        jdbc.update(
                "INSERT INTO console.act (id, at, who, act, subject, reason, effect, hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                entry.id(),
                Timestamp.from(entry.at()),
                entry.who(),
                entry.act(),
                entry.subject(),
                entry.reason(),
                entry.effect(),
                hash);
    }

    private byte[] hash(byte[] before, Entry entry) {
        return personalData.keyedHash(
                PURPOSE,
                before,
                ByteBuffer.allocate(Long.BYTES).putLong(entry.id()).array(),
                octets(entry.at().toString()),
                octets(entry.who()),
                octets(entry.act()),
                octets(entry.subject()),
                octets(entry.reason()),
                octets(entry.effect()));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Newest first, from before this one on. */
    List<Entry> before(long id, int limit) {
        return client.sql("SELECT * FROM console.act WHERE id < ? ORDER BY id DESC LIMIT ?")
                .param(id)
                .param(limit)
                .query(ENTRY)
                .list();
    }

    /** All of them, oldest first. */
    Stream<Entry> all() {
        return Stream.iterate(after(0), page -> !page.isEmpty(), page -> after(page.getLast().id()))
                .flatMap(List::stream);
    }

    private List<Entry> after(long id) {
        return client.sql("SELECT * FROM console.act WHERE id > ? ORDER BY id LIMIT ?")
                .param(id)
                .param(AT_ONCE)
                .query(ENTRY)
                .list();
    }

    /** The first entry that is not what was written after the one before it; empty for none. */
    OptionalLong firstBroken() {
        byte[] before = new byte[0];
        long expected = 1;
        for (Entry entry : (Iterable<Entry>) all()::iterator) {
            if (entry.id() != expected || !Arrays.equals(entry.hash(), hash(before, entry))) {
                return OptionalLong.of(expected);
            }
            before = entry.hash();
            expected++;
        }
        return OptionalLong.empty();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("who"),
                row.getString("act"),
                row.getString("subject"),
                row.getString("reason"),
                row.getString("effect"),
                row.getBytes("hash"));
    }
}
