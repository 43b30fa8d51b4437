package kz.nusqau.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import kz.nusqau.platform.TemporaryFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class EmbeddedPostgresIT {

    private static final String PASSWORD = "a-password";

    private final Path directory = TemporaryFolder.create("embedded");

    @AfterEach
    void stopWhatRuns() {
        EmbeddedPostgres.start(options(0)).close();
    }

    @Test
    void keepsDataFromOneStartToTheNext() throws SQLException {
        try (var first = EmbeddedPostgres.start(options(0))) {
            execute(first, "create table kept as select 42 as answer");
        }

        try (var second = EmbeddedPostgres.start(options(0))) {
            assertThat(query(second, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void takesOverAServerThatOutlivedItsHub() throws SQLException, IOException {
        var orphan = EmbeddedPostgres.start(options(0));
        execute(orphan, "create table kept as select 42 as answer");
        long pid = pid();

        try (var next = EmbeddedPostgres.start(options(0))) {
            assertThat(pid()).isEqualTo(pid);
            assertThat(query(next, "select answer from kept")).isEqualTo("42");
        }
        assertThat(new PostmasterFile(pid, 0, true).isRunning()).isFalse();
    }

    @Test
    void restartsAServerWithOtherSettings() throws IOException, SQLException {
        var orphan = EmbeddedPostgres.start(options(0));
        long pid = pid();
        var wanted =
                new EmbeddedPostgresOptions(
                        directory,
                        TemporaryFolder.shared("postgres"),
                        0,
                        33,
                        DataSize.ofMegabytes(96),
                        PASSWORD,
                        PASSWORD);

        try (var next = EmbeddedPostgres.start(wanted)) {
            assertThat(pid()).isNotEqualTo(pid);
            assertThat(query(next, "show max_connections")).isEqualTo("33");
            assertThat(query(next, "show shared_buffers")).isEqualTo("96MB");
        }
        assertThatThrownBy(() -> query(orphan, "select 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void startsAfterItsServerWasKilled() throws Exception {
        var first = EmbeddedPostgres.start(options(0));
        execute(first, "create table kept as select 42 as answer");
        ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(60, TimeUnit.SECONDS);

        try (var next = EmbeddedPostgres.start(options(0))) {
            assertThat(query(next, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void startsWhenTheProcessIdOfACrashBelongsToSomebodyElse() throws Exception {
        EmbeddedPostgres.start(options(0)).close();
        String ours = Long.toString(ProcessHandle.current().pid());
        Files.writeString(
                PostmasterFile.path(directory.resolve("cluster")),
                String.join(
                        "\n", ours, "/elsewhere", "1", "5432", "", "127.0.0.1", "1 1", "ready"));

        try (var next = EmbeddedPostgres.start(options(0))) {
            assertThat(query(next, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void runsDurablyAndAsksForThePassword() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(options(0))) {
            assertThat(query(postgres, "show fsync")).isEqualTo("on");
            assertThat(query(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "show full_page_writes")).isEqualTo("on");
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            postgres.url(), EmbeddedPostgres.USER, "guess"))
                    .hasMessageContaining("password");
        }
    }

    private EmbeddedPostgresOptions options(int port) {
        return new EmbeddedPostgresOptions(
                directory, TemporaryFolder.shared("postgres"), port, 50, null, PASSWORD, PASSWORD);
    }

    private long pid() throws IOException {
        return PostmasterFile.read(directory.resolve("cluster")).orElseThrow().pid();
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), EmbeddedPostgres.USER, PASSWORD);
    }
}
