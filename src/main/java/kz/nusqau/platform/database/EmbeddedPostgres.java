package kz.nusqau.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import kz.nusqau.platform.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server of our own: unpacked, initialised and started from the class path, on the
 * loopback address, with durable settings.
 *
 * <p>It has a session of its own, so Ctrl-C reaches the hub alone, which stops it last. After a
 * crash of the hub it runs on; the next start takes it over as it is, or restarts it when its
 * settings are not the ones wanted.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    public static final String DATABASE = "nusqau";
    public static final String USER = "nusqau";
    public static final String SUPERUSER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int PORT_ATTEMPTS = 3;

    private final EmbeddedPostgresOptions options;
    private final PostgresPrograms programs;
    private int port;

    private EmbeddedPostgres(EmbeddedPostgresOptions options) {
        this.options = options;
        this.programs = new PostgresPrograms(options);
    }

    /** Returns when the server answers and its durability is verified. */
    public static EmbeddedPostgres start(EmbeddedPostgresOptions options) {
        try {
            Files.createDirectories(options.directory());
            var postgres = new EmbeddedPostgres(options);
            postgres.start();
            return postgres;
        } catch (IOException | SQLException e) {
            throw new StartRefused(
                    "The embedded PostgreSQL could not start: " + e.getMessage(),
                    "See start.log and log/ in "
                            + options.directory()
                            + ", or set nusqau.database.url to another server.",
                    e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return url(DATABASE);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Stops the server; what is committed is on disk either way. */
    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            LOG.error("PostgreSQL in {} did not stop: {}", options.directory(), e.getMessage());
        }
    }

    private void start() throws IOException, SQLException {
        initialise();
        boolean sameSettings = writeSettings();
        Optional<PostmasterFile> orphan = orphan();
        if (orphan.isPresent() && sameSettings && isWanted(orphan.get())) {
            port = orphan.get().port();
            LOG.info("PostgreSQL {} still runs from before, taken over", orphan.get().pid());
        } else {
            if (orphan.isPresent()) {
                LOG.info("PostgreSQL {} still runs from before, restarting", orphan.get().pid());
                stop();
            }
            startServer();
        }
        createDatabase();
        verifyDurability();
    }

    private void initialise() throws IOException {
        Path cluster = options.cluster();
        if (Files.exists(cluster.resolve("PG_VERSION"))) {
            return;
        }
        Path work = options.directory().resolve("cluster.new");
        FileSystemUtils.deleteRecursively(work);
        programs.initialise(work, SUPERUSER);
        Files.writeString(
                work.resolve("postgresql.conf"),
                Files.readString(work.resolve("postgresql.conf"))
                        + "\ninclude = '"
                        + PostgresSettings.FILE
                        + "'\n");
        Files.move(work, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean writeSettings() throws IOException {
        Path file = options.cluster().resolve(PostgresSettings.FILE);
        String wanted = PostgresSettings.of(options);
        boolean same = Files.exists(file) && Files.readString(file).equals(wanted);
        if (!same) {
            Files.writeString(file, wanted);
        }
        return same;
    }

    private Optional<PostmasterFile> orphan() throws IOException {
        Optional<PostmasterFile> found = PostmasterFile.read(options.cluster());
        if (found.isPresent() && !found.get().isRunning()) {
            // Its process id may be someone else's by now, and PostgreSQL would wait for them.
            Files.delete(PostmasterFile.path(options.cluster()));
            return Optional.empty();
        }
        return found;
    }

    private boolean isWanted(PostmasterFile running) {
        return running.ready() && (options.port() == 0 || options.port() == running.port());
    }

    private void startServer() throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = options.port() == 0 ? freePort() : options.port();
            try {
                programs.start(options.cluster(), port);
                return;
            } catch (IOException e) {
                // A free port can be taken by somebody else before the server gets it.
                if (options.port() != 0 || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
                LOG.warn("PostgreSQL did not start on port {}: {}", port, e.getMessage());
            }
        }
    }

    private void stop() throws IOException {
        Optional<PostmasterFile> running = PostmasterFile.read(options.cluster());
        try {
            programs.stop(options.cluster(), "fast");
        } catch (IOException e) {
            LOG.warn("PostgreSQL does not stop, forcing it: {}", e.getMessage());
            programs.stop(options.cluster(), "immediate");
        }
        running.ifPresent(PostmasterFile::awaitEnd);
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect(SUPERUSER);
                var statement = connection.createStatement()) {
            try (var result =
                    statement.executeQuery(
                            "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (result.next()) {
                    return;
                }
            }
            statement.execute("drop role if exists " + USER);
            statement.execute(
                    "create role %s login password '%s'".formatted(USER, options.password()));
            statement.execute("create database %s owner %s".formatted(DATABASE, USER));
        }
    }

    private void verifyDurability() throws SQLException {
        try (Connection connection = connect(SUPERUSER)) {
            String weakness = Durability.of(connection).weakness();
            if (!weakness.isEmpty()) {
                throw new StartRefused(
                        "The embedded PostgreSQL runs with " + weakness,
                        "Remove that setting from postgresql.auto.conf in " + options.cluster());
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), SUPERUSER, options.superuserPassword());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
