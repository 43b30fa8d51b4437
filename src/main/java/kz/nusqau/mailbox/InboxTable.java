package kz.nusqau.mailbox;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.platform.Node;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The inbox's SQL, in sets.
 *
 * <p>A vacuum may have found the queue empty a moment before it fills, and plans are made for an
 * empty table until the next one. So rows of the queue are never joined: for a table thought empty
 * any join is as good as another, and most read all of it.
 */
@Component
class InboxTable {

    /** Where the pending rows of given partitions and ids are; these rows are never updated. */
    private static final String ROWS =
            """
            SELECT (SELECT p.ctid FROM mailbox.inbox_pending p
                     WHERE p.partition = e.partition AND p.id = e.id)
              FROM unnest(?::smallint[], ?::bigint[]) AS e (partition, id)
            """;

    private final JdbcTemplate jdbc;
    private final Node node;

    InboxTable(JdbcTemplate jdbc, Node node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    long nextIds() {
        Long id = jdbc.queryForObject("SELECT nextval('mailbox.inbox_id')", Long.class);
        if (id == null) {
            throw new IllegalStateException("the sequence gave nothing");
        }
        return id;
    }

    /**
     * Stores the arrivals and commits the caller's transaction with the same round trip, so that
     * only one waits for a processor; returns the database's time. Once more for the same changes
     * nothing.
     */
    Instant insertAndCommit(List<Arrival.Sealed> arrivals) {
        Timestamp now =
                jdbc.execute(
                        """
                        WITH arrived AS (
                            SELECT * FROM unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[],
                                    ?::uuid[], ?::text[], ?::bytea[], ?::bigint[], ?::bytea[],
                                    ?::smallint[])
                                AS a (id, subscriber_id, kind, link, session, destination,
                                      dedupe_key, dedupe_prefix, payload, partition)),
                        stored AS (
                            INSERT INTO mailbox.inbox (id, received_at, subscriber_id, kind, link,
                                    session, destination, dedupe_key, dedupe_prefix, payload)
                            SELECT id, statement_timestamp(), subscriber_id, kind, link,
                                    session, destination, dedupe_key, dedupe_prefix, payload
                              FROM arrived),
                        pending AS (
                            INSERT INTO mailbox.inbox_pending (partition, id, received_at)
                            SELECT partition, id, statement_timestamp() FROM arrived
                            ON CONFLICT DO NOTHING)
                        SELECT statement_timestamp();
                        COMMIT
                        """,
                        (PreparedStatement insert) ->
                                time(
                                        insert,
                                        Columns.longs(arrivals, Arrival.Sealed::id),
                                        Columns.uuids(arrivals, a -> a.subscriber().value()),
                                        Columns.texts(arrivals, a -> a.message().kind().name()),
                                        Columns.texts(arrivals, a -> a.message().link()),
                                        Columns.uuids(arrivals, a -> a.message().session()),
                                        Columns.texts(arrivals, a -> a.message().destination()),
                                        Columns.bytes(arrivals, a -> a.message().dedupeKey()),
                                        Columns.longs(
                                                arrivals, a -> prefix(a.message().dedupeKey())),
                                        Columns.bytes(arrivals, Arrival.Sealed::payload),
                                        Columns.shorts(arrivals, Arrival.Sealed::partition)));
        if (now == null) {
            throw new IllegalStateException("the database told no time");
        }
        return now.toInstant();
    }

    /** Other nodes look at their partitions once this transaction is committed. */
    void wakeOthers() {
        jdbc.queryForObject(
                "SELECT pg_notify('" + NodeSession.CHANNEL + "', 'inbox')", String.class);
    }

    /**
     * Deletes the pending rows. All of them, under epochs that are still ours, or the caller must
     * roll back: a row that is gone is done already, or another node's doing is about to be.
     */
    boolean finish(Collection<InboxEntry> entries, Map<Integer, Long> epochs) {
        Boolean allOurs =
                jdbc.queryForObject(
                        """
                        WITH done AS (
                            DELETE FROM mailbox.inbox_pending
                             WHERE ctid = ANY (ARRAY ("""
                                + ROWS
                                + """
                            ))
                            RETURNING 1)
                        SELECT (SELECT count(*) FROM done) = ?
                           AND (SELECT count(*) FROM unnest(?::int[], ?::bigint[]) AS f (number, epoch)
                                  JOIN mailbox.lease l ON l.lease_group = 'partition'
                                   AND l.number = f.number AND l.epoch = f.epoch AND l.node = ?) = ?
                        """,
                        Boolean.class,
                        Columns.shorts(entries, InboxEntry::partition),
                        Columns.longs(entries, InboxEntry::id),
                        entries.size(),
                        Columns.ints(epochs.keySet(), number -> number),
                        Columns.longs(epochs.values(), epoch -> epoch),
                        node.id(),
                        epochs.size());
        return Boolean.TRUE.equals(allOurs);
    }

    /** Those that nobody finished yet. */
    Set<Long> pending(Collection<InboxEntry> entries) {
        return new HashSet<>(
                jdbc.queryForList(
                        "SELECT id FROM mailbox.inbox_pending WHERE ctid = ANY (ARRAY ("
                                + ROWS
                                + "))",
                        Long.class,
                        Columns.shorts(entries, InboxEntry::partition),
                        Columns.longs(entries, InboxEntry::id)));
    }

    /** Partitions with rows that have been pending for so long. */
    List<Integer> pendingFor(Duration age) {
        return jdbc.queryForList(
                """
                SELECT DISTINCT partition FROM mailbox.inbox_pending
                 WHERE received_at < statement_timestamp() - make_interval(secs => ?)
                """,
                Integer.class,
                (double) age.toSeconds());
    }

    /** The oldest pending rows of a partition. */
    List<Stored> oldest(int partition, int limit) {
        return jdbc.query(
                """
                SELECT i.id, i.received_at, i.subscriber_id, i.kind, i.link, i.session,
                       i.destination, i.dedupe_key, i.payload
                  FROM (SELECT id, received_at FROM mailbox.inbox_pending WHERE partition = ?
                         ORDER BY received_at, id LIMIT ?) p
                 CROSS JOIN LATERAL (
                       SELECT * FROM mailbox.inbox
                        WHERE id = p.id AND received_at = p.received_at LIMIT 1) i
                 ORDER BY p.received_at, p.id
                """,
                (row, n) -> stored(row),
                (short) partition,
                limit);
    }

    void setAside(InboxEntry entry, int attempts, Throwable failure) {
        jdbc.update(
                "INSERT INTO mailbox.inbox_failed (id, received_at, attempts, error_class)"
                        + " VALUES (?, ?, ?, ?)",
                entry.id(),
                Timestamp.from(entry.receivedAt()),
                attempts,
                failure.getClass().getName());
    }

    /** Replaces what the messages said by nothing. */
    void wipe(Collection<InboxEntry> entries) {
        jdbc.update(
                """
                UPDATE mailbox.inbox i SET payload = ''
                  FROM unnest(?::bigint[], ?::timestamptz[]) AS e (id, received_at)
                 WHERE i.id = e.id AND i.received_at = e.received_at
                """,
                Columns.longs(entries, InboxEntry::id),
                Columns.texts(entries, entry -> entry.receivedAt().toString()));
    }

    /** The first statement's row; of the second, nothing is to be said. */
    private static @Nullable Timestamp time(PreparedStatement statements, Object... arguments)
            throws SQLException {
        new ArgumentPreparedStatementSetter(arguments).setValues(statements);
        statements.execute();
        try (ResultSet row = statements.getResultSet()) {
            return row.next() ? row.getTimestamp(1) : null;
        }
    }

    static long prefix(byte[] dedupeKey) {
        return dedupeKey.length >= Long.BYTES ? ByteBuffer.wrap(dedupeKey).getLong() : 0;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                new SubscriberId(row.getObject(3, UUID.class)),
                Kind.valueOf(row.getString(4)),
                row.getString(5),
                row.getObject(6, UUID.class),
                row.getString(7),
                row.getBytes(8),
                row.getBytes(9));
    }

    /** A row as it is on disk. */
    record Stored(
            long id,
            Instant receivedAt,
            SubscriberId subscriber,
            Kind kind,
            String link,
            UUID session,
            String destination,
            byte[] dedupeKey,
            byte[] payload) {}
}
