package kz.nusqau.mailbox;

import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Remembers the messages whose acceptance their senders may not have heard of. */
@Component
class Unacknowledged {

    private static final Logger LOG = LoggerFactory.getLogger(Unacknowledged.class);
    private static final int MOST = 100_000;
    private static final int BATCH = 1000;

    private final JdbcTemplate jdbc;
    private final BlockingQueue<byte[]> notes = new ArrayBlockingQueue<>(MOST);

    Unacknowledged(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** In memory first: this is called when the database is late or gone. */
    void note(byte[] dedupeKey) {
        if (!notes.offer(dedupeKey)) {
            LOG.warn("too many unacknowledged messages to note; a copy may be handled again");
        }
    }

    /** Writes down what was noted, before any copy can be judged. */
    synchronized void flush() {
        while (!notes.isEmpty()) {
            var batch = new ArrayList<byte[]>(BATCH);
            notes.drainTo(batch, BATCH);
            try {
                jdbc.update(
                        "INSERT INTO mailbox.unacknowledged (dedupe_key)"
                                + " SELECT * FROM unnest(?::bytea[])",
                        (Object) Columns.bytes(batch, key -> key));
            } catch (RuntimeException e) {
                batch.forEach(this::note);
                throw e;
            }
        }
    }
}
