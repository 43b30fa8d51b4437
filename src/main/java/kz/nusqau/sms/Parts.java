package kz.nusqau.sms;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The parts of texts, kept until all have come; sealed at rest. */
@Component
class Parts {

    private static final String KEY_COLUMNS = "subscriber, link, destination, reference, total";
    private static final String GIVEN_KEYS =
            "unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::int[])"
                    + " AS given (subscriber, link, destination, reference, total)";

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;

    Parts(JdbcTemplate jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /** A part in an inbox entry. */
    record Arrived(InboxEntry entry, StoredMessage.OnePart message) {

        PartKey key() {
            return PartKey.of(entry, message.part());
        }
    }

    /** A kept part, in clear. */
    record Kept(int number, int dataCoding, byte[] octets, UUID session, Instant receivedAt) {}

    /**
     * The joined texts of entries that were the last part of theirs, by entry id; empty where the
     * parts were no text.
     */
    Map<Long, Optional<String>> joined(Collection<InboxEntry> entries) {
        var texts = new HashMap<Long, Optional<String>>();
        jdbc.query(
                "SELECT entry, subscriber, sealed_text FROM sms.joined_text"
                        + " WHERE entry = ANY (?::bigint[])",
                row -> {
                    texts.put(row.getLong("entry"), openText(row));
                },
                (Object) entries.stream().map(InboxEntry::id).toArray(Long[]::new));
        return texts;
    }

    /** Keeps parts, in the caller's transaction; one that comes again replaces what was there. */
    void keep(List<Arrived> parts) {
        jdbc.update(
                "INSERT INTO sms.part ("
                        + KEY_COLUMNS
                        + ", number, data_coding, sealed_octets, session, received_at)"
                        + " SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::int[],"
                        + " ?::int[], ?::int[], ?::int[], ?::bytea[], ?::uuid[],"
                        + " ?::timestamptz[])"
                        + " ON CONFLICT ("
                        + KEY_COLUMNS
                        + ", number) DO UPDATE SET data_coding = excluded.data_coding,"
                        + " sealed_octets = excluded.sealed_octets, session = excluded.session,"
                        + " received_at = excluded.received_at",
                column(parts, part -> part.entry.subscriber().value(), UUID[]::new),
                column(parts, part -> part.entry.link(), String[]::new),
                column(parts, part -> part.entry.destination(), String[]::new),
                column(parts, part -> part.message.part().reference(), Integer[]::new),
                column(parts, part -> part.message.part().total(), Integer[]::new),
                column(parts, part -> part.message.part().number(), Integer[]::new),
                column(parts, part -> part.message.dataCoding(), Integer[]::new),
                column(parts, this::sealed, byte[][]::new),
                column(parts, part -> part.entry.session(), UUID[]::new),
                column(parts, part -> part.entry.receivedAt().toString(), String[]::new));
    }

    /** All kept parts of these texts, by their number. */
    Map<PartKey, List<Kept>> of(Collection<PartKey> keys) {
        var found = new LinkedHashMap<PartKey, List<Kept>>();
        jdbc.query(
                "SELECT part.* FROM sms.part JOIN "
                        + GIVEN_KEYS
                        + " USING ("
                        + KEY_COLUMNS
                        + ") ORDER BY number",
                row -> {
                    found.computeIfAbsent(key(row), any -> new ArrayList<>()).add(kept(row));
                },
                arrays(keys));
        return found;
    }

    void delete(Collection<PartKey> keys) {
        jdbc.update(
                "DELETE FROM sms.part USING "
                        + GIVEN_KEYS
                        + " WHERE (part.subscriber, part.link, part.destination, part.reference,"
                        + " part.total) = (given.subscriber, given.link, given.destination,"
                        + " given.reference, given.total)",
                arrays(keys));
    }

    /** Remembers what the last part completed, in case its entry is looked at again. */
    void remember(InboxEntry last, Optional<String> text) {
        jdbc.update(
                "INSERT INTO sms.joined_text (entry, subscriber, sealed_text) VALUES (?, ?, ?)",
                last.id(),
                last.subscriber().value(),
                text.map(joined -> personalData.seal(last.subscriber(), joined)).orElse(null));
    }

    /** Texts whose latest part came longer ago than this; locked, those locked elsewhere not. */
    List<PartKey> overdue(Duration wait, int most) {
        return jdbc
                .query(
                        "SELECT "
                                + KEY_COLUMNS
                                + " FROM sms.part AS old WHERE received_at < now() - ? * interval"
                                + " '1 second' AND NOT EXISTS (SELECT FROM sms.part AS late WHERE"
                                + " (late.subscriber, late.link, late.destination, late.reference,"
                                + " late.total) = (old.subscriber, old.link, old.destination,"
                                + " old.reference, old.total) AND late.received_at >= now() - ? *"
                                + " interval '1 second') ORDER BY received_at LIMIT ? FOR UPDATE"
                                + " SKIP LOCKED",
                        (row, number) -> key(row),
                        wait.toSeconds(),
                        wait.toSeconds(),
                        most)
                .stream()
                .distinct()
                .toList();
    }

    /** Joined texts so old that their entries are long done. */
    int forgetJoined(Duration after) {
        return jdbc.update(
                "DELETE FROM sms.joined_text WHERE joined_at < now() - ? * interval '1 second'",
                after.toSeconds());
    }

    /** The text of all the parts; parts of one coding are joined before they are read. */
    static Optional<String> join(List<Kept> parts, VendorProfile profile) {
        if (parts.stream().map(Kept::dataCoding).distinct().count() == 1) {
            var octets = new ByteArrayOutputStream();
            parts.forEach(part -> octets.writeBytes(part.octets));
            return StoredMessage.decode(parts.getFirst().dataCoding, octets.toByteArray(), profile);
        }
        var text = new StringBuilder();
        for (var part : parts) {
            var read = StoredMessage.decode(part.dataCoding, part.octets, profile);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            text.append(read.get());
        }
        return Optional.of(text.toString());
    }

    private Kept kept(ResultSet row) throws SQLException {
        var subscriber = new SubscriberId(row.getObject("subscriber", UUID.class));
        return new Kept(
                row.getInt("number"),
                row.getInt("data_coding"),
                personalData.open(subscriber, row.getBytes("sealed_octets")),
                row.getObject("session", UUID.class),
                row.getTimestamp("received_at").toInstant());
    }

    private Optional<String> openText(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("sealed_text");
        if (sealed == null) {
            return Optional.empty();
        }
        var subscriber = new SubscriberId(row.getObject("subscriber", UUID.class));
        return Optional.of(
                new String(personalData.open(subscriber, sealed), StandardCharsets.UTF_8));
    }

    private byte[] sealed(Arrived part) {
        return personalData.seal(part.entry.subscriber(), part.message.octets());
    }

    private static PartKey key(ResultSet row) throws SQLException {
        return new PartKey(
                new SubscriberId(row.getObject("subscriber", UUID.class)),
                row.getString("link"),
                row.getString("destination"),
                row.getInt("reference"),
                row.getInt("total"));
    }

    private static Object[] arrays(Collection<PartKey> keys) {
        return new Object[] {
            column(keys, key -> key.subscriber().value(), UUID[]::new),
            column(keys, PartKey::link, String[]::new),
            column(keys, PartKey::destination, String[]::new),
            column(keys, PartKey::reference, Integer[]::new),
            column(keys, PartKey::total, Integer[]::new)
        };
    }

    private static <T, C> C[] column(
            Collection<T> rows, Function<T, C> value, java.util.function.IntFunction<C[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
