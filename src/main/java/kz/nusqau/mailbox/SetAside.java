package kz.nusqau.mailbox;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
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

    /** In the caller's transaction. Of several wishes for one entry, one hands it over. */
    public Again handOver(long entry) {
        List<Row> found =
                jdbc.query(
                        """
                        SELECT f.received_at, i.subscriber_id,
                               f.received_at > clock_timestamp() - make_interval(secs => ?) AS young
                          FROM mailbox.inbox_failed f
                          JOIN mailbox.inbox i ON i.id = f.id AND i.received_at = f.received_at
                         WHERE f.id = ? FOR UPDATE OF f
                        """,
                        (row, n) ->
                                new Row(
                                        row.getTimestamp(1),
                                        new SubscriberId(row.getObject(2, UUID.class)),
                                        row.getBoolean(3)),
                        REPLAYABLE_AFTER.toSeconds(),
                        entry);
        if (found.isEmpty()) {
            return Again.NOT_SET_ASIDE;
        }
        Row row = found.getFirst();
        if (row.young) {
            return Again.TOO_EARLY;
        }
        jdbc.update("DELETE FROM mailbox.inbox_failed WHERE id = ?", entry);
        jdbc.update(
                "INSERT INTO mailbox.inbox_pending (partition, id, received_at) VALUES (?, ?, ?)",
                Lanes.partitionOf(row.subscriber),
                entry,
                row.receivedAt);
        // Heard by every node, this one too, once the transaction is committed.
        jdbc.queryForObject(
                "SELECT pg_notify('" + NodeSession.CHANNEL + "', 'inbox')", String.class);
        return Again.HANDED_OVER;
    }

    private record Row(Timestamp receivedAt, SubscriberId subscriber, boolean young) {}
}
