package kz.nusqau.mailbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection a node keeps open: other nodes wake it over it, and see it end at once when the
 * process dies.
 */
final class NodeSession implements AutoCloseable {

    static final String CHANNEL = "nusqau_mailbox";

    private static final Logger LOG = LoggerFactory.getLogger(NodeSession.class);
    private static final int LISTEN_MILLIS = 500;

    private final DataSource source;
    private final Consumer<String> woken;
    private final Thread thread;
    private volatile Optional<Backend> backend = Optional.empty();
    private volatile boolean closed;

    /**
     * Starts to listen.
     *
     * @param woken gets what nodes notify of, and {@code "inbox"} after each new connection, as
     *     something may have been missed
     */
    NodeSession(DataSource source, Consumer<String> woken) {
        this.source = source;
        this.woken = woken;
        this.thread =
                Thread.ofPlatform().name("mailbox-session").daemon(true).start(this::keepOpen);
    }

    /** The server's process behind the connection, when there is one. */
    Optional<Backend> backend() {
        return backend;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepOpen() {
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                backend = Optional.empty();
                if (!closed) {
                    LOG.warn("no session with the database: {}", e.toString());
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            backend = Optional.of(backend(statement));
        }
        woken.accept("inbox");
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (!closed) {
            for (PGNotification notification : received(postgres)) {
                woken.accept(notification.getParameter());
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("UNLISTEN *");
        }
    }

    private static PGNotification[] received(PGConnection connection) throws SQLException {
        PGNotification @Nullable [] received = connection.getNotifications(LISTEN_MILLIS);
        return received == null ? new PGNotification[0] : received;
    }

    private static Backend backend(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT pid, backend_start FROM pg_stat_activity"
                                + " WHERE pid = pg_backend_pid()")) {
            row.next();
            return new Backend(row.getInt(1), row.getObject(2, OffsetDateTime.class));
        }
    }

    record Backend(int pid, OffsetDateTime startedAt) {}
}
