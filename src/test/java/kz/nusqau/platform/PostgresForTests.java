package kz.nusqau.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import kz.nusqau.platform.database.EmbeddedPostgres;
import kz.nusqau.platform.database.EmbeddedPostgresOptions;
import kz.nusqau.platform.database.OrphanedPostgres;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.unit.DataSize;

/**
 * One PostgreSQL server per test JVM, started at the first use and stopped at the JVM's end; each
 * test class asks for a database of its own.
 *
 * <pre>{@code
 * static final TestDatabase DB = PostgresForTests.migrated();
 * }</pre>
 */
public final class PostgresForTests {

    private static final String PASSWORD = "only-on-loopback";
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static EmbeddedPostgres server;
    private static boolean templateReady;

    private PostgresForTests() {}

    /** A database with all migrations of the class path: a copy of one migrated once. */
    public static synchronized TestDatabase migrated() {
        if (!templateReady) {
            TestDatabase template = create(TEMPLATE, "template0");
            Flyway.configure()
                    .dataSource(template.url(), template.user(), template.password())
                    .locations("classpath:db/migration")
                    .outOfOrder(true)
                    .load()
                    .migrate();
            templateReady = true;
        }
        return create("test_" + NUMBER.incrementAndGet(), TEMPLATE);
    }

    /** A database without a single table. */
    public static synchronized TestDatabase empty() {
        return create("test_" + NUMBER.incrementAndGet(), "template0");
    }

    private static TestDatabase create(String name, String template) {
        EmbeddedPostgres postgres = server();
        try (Connection connection =
                        DriverManager.getConnection(
                                postgres.url("postgres"), EmbeddedPostgres.SUPERUSER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(
                    "create database %s template %s owner %s"
                            .formatted(name, template, EmbeddedPostgres.USER));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestDatabase(postgres.url(name), EmbeddedPostgres.USER, PASSWORD);
    }

    private static EmbeddedPostgres server() {
        if (server == null) {
            var options =
                    new EmbeddedPostgresOptions(
                            TemporaryFolder.create("postgres"),
                            TemporaryFolder.shared("postgres"),
                            0,
                            200,
                            DataSize.ofMegabytes(512),
                            PASSWORD,
                            PASSWORD);
            server = EmbeddedPostgres.start(options);
            EndOfTests.close(() -> OrphanedPostgres.dropAtOnce(options));
            spareWork(options);
        }
        return server;
    }

    /**
     * Each password costs both sides thousands of hashes, and a test opens dozens of connections;
     * and by and by there are a hundred databases, each to be looked at.
     */
    private static void spareWork(EmbeddedPostgresOptions options) {
        Path file = options.directory().resolve("cluster/pg_hba.conf");
        try (Connection connection =
                        DriverManager.getConnection(
                                server.url("postgres"), EmbeddedPostgres.SUPERUSER, PASSWORD);
                var statement = connection.createStatement()) {
            Files.writeString(file, Files.readString(file).replace("scram-sha-256", "trust"));
            statement.execute("alter system set autovacuum_naptime = '1min'");
            statement.execute("select pg_reload_conf()");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a client needs to reach one database. */
    public record TestDatabase(String url, String user, String password) {

        /** What a hub needs to use it. */
        public Map<String, Object> settings() {
            return Map.of(
                    "nusqau.database.url", url,
                    "nusqau.database.user", user,
                    "nusqau.database.password", password);
        }

        /** Unpooled, each connection a new session. */
        public DataSource dataSource() {
            var source = new PGSimpleDataSource();
            source.setUrl(url);
            source.setUser(user);
            source.setPassword(password);
            source.setPrepareThreshold(1);
            return source;
        }

        /** As the hub's own: a small pool. Close it with the test class. */
        public com.zaxxer.hikari.HikariDataSource pool(int size) {
            var pool = new com.zaxxer.hikari.HikariDataSource();
            pool.setJdbcUrl(url);
            pool.setUsername(user);
            pool.setPassword(password);
            pool.setMaximumPoolSize(size);
            // Most tests need few of them.
            pool.setMinimumIdle(Math.min(size, 2));
            pool.addDataSourceProperty("prepareThreshold", "1");
            return pool;
        }
    }
}
