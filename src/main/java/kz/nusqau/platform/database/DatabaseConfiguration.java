package kz.nusqau.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.Node;
import kz.nusqau.platform.StartRefused;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.flyway.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** One database for all modules; each has a schema of its own in it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

    /** The hub's pool, a second one during a takeover, the administrator and a few people. */
    private static final int SPARE_CONNECTIONS = 20;

    private static final int CONNECT_SECONDS = 5;

    /** Longer than any statement of ours; a server that is silent longer is gone. */
    private static final int SOCKET_SECONDS = 60;

    @Bean
    @ConditionalOnExpression("'${nusqau.database.url:}'.isBlank()")
    EmbeddedPostgres embeddedPostgres(DataDirectory data, DatabaseProperties properties) {
        data.lock();
        Path directory = data.path().resolve("postgres");
        return EmbeddedPostgres.start(
                new EmbeddedPostgresOptions(
                        directory,
                        Objects.requireNonNullElse(properties.programs(), directory),
                        properties.port(),
                        properties.poolSize() + SPARE_CONNECTIONS,
                        properties.buffers(),
                        data.secret("postgres-administrator"),
                        data.secret("postgres")));
    }

    @Bean
    HikariDataSource dataSource(
            ObjectProvider<EmbeddedPostgres> embedded,
            DatabaseProperties properties,
            DataDirectory data,
            Node node) {
        EmbeddedPostgres postgres = embedded.getIfAvailable();
        var config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(postgres == null ? properties.url() : postgres.url());
        config.setUsername(postgres == null ? properties.user() : EmbeddedPostgres.USER);
        config.setPassword(postgres == null ? properties.password() : data.secret("postgres"));
        config.setMaximumPoolSize(properties.poolSize());
        config.setConnectionTimeout(CONNECT_SECONDS * 1_000L);
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("ApplicationName", "nusqau " + node.name());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        config.addDataSourceProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        // Everything is looked up by key. A plan made while a table was small would read all of it
        // for hours, as plans are kept; what really reads whole tables says so in its transaction.
        // What a node that stands still has locked, others have to wait for.
        config.setConnectionInitSql(
                "SET enable_seqscan = off; SET max_parallel_workers_per_gather = 0;"
                        + " SET idle_in_transaction_session_timeout = '10s'");
        var source = connect(config, properties);
        if (postgres == null) {
            verify(source, properties);
        }
        return source;
    }

    /**
     * Flyway's own: a change of a large table takes its time, in which the connection that holds
     * Flyway's lock is silent in its transaction.
     */
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationSource(HikariDataSource database) {
        var source = new PGSimpleDataSource();
        source.setUrl(database.getJdbcUrl());
        source.setUser(database.getUsername());
        source.setPassword(database.getPassword());
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setTcpKeepAlive(true);
        source.setApplicationName("nusqau migration");
        return source;
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    private static HikariDataSource connect(HikariConfig config, DatabaseProperties properties) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StartRefused(
                    "nusqau.database.url=" + properties + " can't be used: " + cause(e),
                    "Check address, user and password, and that the server accepts this host.",
                    e);
        }
    }

    private static String cause(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : cause(cause);
    }

    private static void verify(DataSource source, DatabaseProperties properties) {
        try (Connection connection = source.getConnection()) {
            Durability durability = Durability.of(connection);
            if (!durability.weakness().isEmpty()) {
                throw new StartRefused(
                        "The server of nusqau.database.url="
                                + properties
                                + " runs with "
                                + durability.weakness(),
                        "Switch it on: the hub acknowledges a message once it is committed, and a"
                                + " power cut must not undo that.");
            }
            if (!durability.hasSynchronousStandby()) {
                LOG.warn(
                        "{} has no synchronous standby (synchronous_standby_names is empty): when"
                                + " that server's disk is lost, so are messages and payments that"
                                + " were already acknowledged.",
                        properties);
            }
        } catch (SQLException e) {
            throw new StartRefused(
                    "nusqau.database.url=" + properties + " does not answer: " + e.getMessage(),
                    "Check the server's log.",
                    e);
        }
    }
}
