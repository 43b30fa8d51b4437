package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import kz.nusqau.Secrets;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The server of a running hub, for those who know the secrets of its data directory. */
record EmbeddedDatabase(Path dataDir) {

    Connection connectAsAdministrator() throws SQLException {
        return connect("postgres", "postgres-administrator");
    }

    Connection connectAsHub() throws SQLException {
        return connect("nusqau", "postgres");
    }

    /** By the administrator, in their order. */
    void execute(List<String> statements) {
        try (var connection = connectAsAdministrator();
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the hub, each statement by a connection of its own. */
    JdbcTemplate jdbc() {
        return new JdbcTemplate(
                new DriverManagerDataSource(url(), "nusqau", Secrets.read(dataDir, "postgres")));
    }

    private Connection connect(String user, String secret) throws SQLException {
        return DriverManager.getConnection(url(), user, Secrets.read(dataDir, secret));
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postmaster().get(3).trim() + "/nusqau";
    }

    long processId() {
        return Long.parseLong(postmaster().getFirst().trim());
    }

    private List<String> postmaster() {
        try {
            return Files.readAllLines(dataDir.resolve("postgres/cluster/postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
