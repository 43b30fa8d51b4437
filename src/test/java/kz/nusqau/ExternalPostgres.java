package kz.nusqau;

import java.nio.file.Path;
import java.util.Map;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.platform.database.EmbeddedPostgres;
import kz.nusqau.platform.database.EmbeddedPostgresOptions;
import org.springframework.util.unit.DataSize;

/** A PostgreSQL server that belongs to no hub, so that several hubs can share it. */
public final class ExternalPostgres implements AutoCloseable {

    private static final String PASSWORD = "only-on-loopback";

    private final Path directory = TemporaryFolder.create("external-postgres");
    private EmbeddedPostgres server;

    private ExternalPostgres() {}

    public static ExternalPostgres start() {
        var postgres = new ExternalPostgres();
        postgres.startServer(FreePort.next());
        return postgres;
    }

    private void startServer(int port) {
        server =
                EmbeddedPostgres.start(
                        new EmbeddedPostgresOptions(
                                directory,
                                TemporaryFolder.shared("postgres"),
                                port,
                                100,
                                DataSize.ofMegabytes(512),
                                PASSWORD,
                                PASSWORD));
    }

    /** Gone, with all connections. */
    public void stop() {
        server.close();
    }

    /** Back on the same port, with its data. */
    public void startAgain() {
        startServer(server.port());
    }

    public String url() {
        return server.url();
    }

    public String user() {
        return EmbeddedPostgres.USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** What a hub needs to use it. */
    public Map<String, Object> settings() {
        return Map.of(
                "nusqau.database.url", url(),
                "nusqau.database.user", user(),
                "nusqau.database.password", password());
    }

    @Override
    public void close() {
        server.close();
    }
}
