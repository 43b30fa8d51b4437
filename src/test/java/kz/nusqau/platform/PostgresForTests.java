package kz.nusqau.platform;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import kz.nusqau.platform.database.EmbeddedPostgres;
import kz.nusqau.platform.database.EmbeddedPostgresOptions;
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
            Path directory = TemporaryFolder.create("postgres");
            server =
                    EmbeddedPostgres.start(
                            new EmbeddedPostgresOptions(
                                    directory,
                                    TemporaryFolder.shared("postgres"),
                                    0,
                                    200,
                                    DataSize.ofMegabytes(512),
                                    PASSWORD,
                                    PASSWORD));
            EndOfTests.close(server::close);
        }
        return server;
    }

    /** What a client needs to reach one database. */
    public record TestDatabase(String url, String user, String password) {

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
            pool.addDataSourceProperty("prepareThreshold", "1");
            return pool;
        }
    }
}
