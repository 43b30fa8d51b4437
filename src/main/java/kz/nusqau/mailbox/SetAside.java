package kz.nusqau.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.shared.SubscriberId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Inbox entries that could not be handled, for a person to hand over once more. */
@Component
public class SetAside {

    /**
     * Longer than any challenge lives: a text older than this can't confirm what was open when it
     * came, and what was opened later it can't confirm either. So a confirmation is never replayed.
     */
    public static final Duration REPLAYABLE_AFTER = Duration.ofMinutes(10);

    private final JdbcTemplate jdbc;

    SetAside(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of the wish. */
    public enum Again {
        /**
         * It comes to the handler again after the commit, with the time at which it was received.
         */
        HANDED_OVER,
        TOO_EARLY,
        /** It isn't set aside: handed over before, or never. */
        NOT_SET_ASIDE
    }

    /**
     * In the caller's transaction. Of several wishes for one entry, one hands it over.
     *
     * @return what became of each
     */
    public Map<Long, Again> handOver(Collection<Long> entries) {
        if (entries.isEmpty()) {
            return Map.of();
        }
        List<Row> found =
                jdbc.query(
                        """
                        SELECT f.id, f.received_at, i.subscriber_id,
                               f.received_at > clock_timestamp() - make_interval(secs => ?) AS young
                          FROM mailbox.inbox_failed f
                          JOIN mailbox.inbox i ON i.id = f.id AND i.received_at = f.received_at
                         WHERE f.id = ANY (?) ORDER BY f.id FOR UPDATE OF f
                        """,
                        (row, n) ->
                                new Row(
                                        row.getLong(1),
                                        row.getTimestamp(2).toInstant(),
                                        new SubscriberId(row.getObject(3, UUID.class)),
                                        row.getBoolean(4)),
                        REPLAYABLE_AFTER.toSeconds(),
                        entries.toArray(Long[]::new));
        List<Row> old = found.stream().filter(row -> !row.young).toList();
        if (!old.isEmpty()) {
            handOverRows(old);
        }
        Map<Long, Again> again = new HashMap<>();
        entries.forEach(entry -> again.put(entry, Again.NOT_SET_ASIDE));
        found.forEach(row -> again.put(row.id, row.young ? Again.TOO_EARLY : Again.HANDED_OVER));
        return again;
    }

    private void handOverRows(List<Row> rows) {
        Long[] ids = Columns.longs(rows, Row::id);
        jdbc.update("DELETE FROM mailbox.inbox_failed WHERE id = ANY (?)", (Object) ids);
        jdbc.update(
                """
                INSERT INTO mailbox.inbox_pending (partition, id, received_at)
                SELECT * FROM unnest(?::smallint[], ?::bigint[], ?::timestamptz[])
                """,
                Columns.shorts(rows, row -> Lanes.partitionOf(row.subscriber)),
                ids,
                Columns.texts(rows, row -> row.receivedAt.toString()));
        // Heard by every node, this one too, once the transaction is committed.
        jdbc.queryForObject(
                "SELECT pg_notify('" + NodeSession.CHANNEL + "', 'inbox')", String.class);
    }

    private record Row(long id, Instant receivedAt, SubscriberId subscriber, boolean young) {}
}
