package kz.nusqau.mailbox;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import kz.nusqau.platform.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** When sessions of links lived: what came shortly before one died may come again. */
@Component
public class LinkSessions {

    private static final Logger LOG = LoggerFactory.getLogger(LinkSessions.class);

    private final JdbcTemplate jdbc;
    private final Node node;

    /** Ends that are not written down yet, with the time by this process's steady clock. */
    private final Map<UUID, End> ended = new ConcurrentHashMap<>();

    private record End(long atNanos, boolean inOrder) {}

    LinkSessions(JdbcTemplate jdbc, Node node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    /** A session was bound. Its id goes with every message that comes on it. */
    public UUID opened(String link) {
        UUID id = UUID.randomUUID();
        jdbc.update(
                "INSERT INTO mailbox.link_session (id, link, node) VALUES (?, ?, ?)",
                id,
                link,
                node.id());
        return id;
    }

    /**
     * The session ended; written down at once or as soon as the database is back.
     *
     * @param inOrder whoever sent on it knows that all was accepted; otherwise it died
     */
    public void closed(UUID session, boolean inOrder) {
        ended.put(session, new End(System.nanoTime(), inOrder));
        try {
            flush();
        } catch (DataAccessException e) {
            LOG.warn("the end of session {} is written later: {}", session, e.toString());
        }
    }

    void flush() {
        for (var end : Map.copyOf(ended).entrySet()) {
            long ago = System.nanoTime() - end.getValue().atNanos;
            jdbc.update(
                    "UPDATE mailbox.link_session"
                            + " SET closed_at = clock_timestamp() - make_interval(secs => ?),"
                            + " in_order = ?"
                            + " WHERE id = ? AND closed_at IS NULL",
                    ago / (double) TimeUnit.SECONDS.toNanos(1),
                    end.getValue().inOrder,
                    end.getKey());
            ended.remove(end.getKey());
        }
    }
}
