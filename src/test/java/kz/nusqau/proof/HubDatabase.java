package kz.nusqau.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.nusqau.ExternalPostgres;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A hub's database, seen from outside. */
final class HubDatabase {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    private HubDatabase() {}

    /** The one that a running hub embeds. */
    static JdbcTemplate embedded(Path dataDir) {
        String port = postmaster(dataDir).get(PORT_LINE).strip();
        return connect(
                "jdbc:postgresql://127.0.0.1:" + port + "/nusqau",
                "nusqau",
                read(dataDir.resolve("secrets").resolve("postgres")).strip());
    }

    static JdbcTemplate external(ExternalPostgres postgres) {
        return connect(postgres.url(), postgres.user(), postgres.password());
    }

    /** SIGKILL to every process of the embedded server. */
    static void kill(Path dataDir) {
        if (Files.notExists(postmasterFile(dataDir))) {
            return;
        }
        long pid = Long.parseLong(postmaster(dataDir).get(PID_LINE).strip());
        ProcessHandle.of(pid)
                .ifPresent(
                        server -> {
                            List<ProcessHandle> children = server.children().toList();
                            server.destroyForcibly();
                            children.forEach(ProcessHandle::destroyForcibly);
                            server.onExit().join();
                            children.forEach(child -> child.onExit().join());
                        });
    }

    private static JdbcTemplate connect(String url, String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return new JdbcTemplate(source);
    }

    private static List<String> postmaster(Path dataDir) {
        return read(postmasterFile(dataDir)).lines().toList();
    }

    private static Path postmasterFile(Path dataDir) {
        return dataDir.resolve("postgres/cluster/postmaster.pid");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
