package kz.nusqau;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.platform.database.OrphanedPostgres;

/**
 * The hub in a process of its own, to be killed, paused and started again on the same data.
 *
 * <pre>{@code
 * var hub = HubProcess.on(TemporaryFolder.create("crash"))
 *         .with(OutsideWorld.settings(simulator, options));
 * hub.start();
 * hub.kill();        // SIGKILL: PostgreSQL runs on, the next start takes it over
 * hub.start();
 * hub.close();       // SIGTERM, and PostgreSQL is stopped whatever happened before
 * }</pre>
 *
 * <p>Several nodes share an external database and broker: see {@link ExternalPostgres} and {@link
 * ExternalBroker}, and add their {@code settings()}. Give each node a data directory of its own,
 * but one {@code nusqau.privacy.keys}. Output is in {@code hub.log} of the data directory.
 */
public final class HubProcess implements AutoCloseable {

    /** Far more than it needs; machines that build several things at once are slow. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Path dataDir;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<String> jvmOptions = new ArrayList<>(List.of("-Xmx512m"));
    private final int port = FreePort.next();
    private final int brokerPort = FreePort.next();
    private final Class<?> program;
    private ChildProcess process;

    private HubProcess(Class<?> program, Path dataDir) {
        this.program = program;
        this.dataDir = dataDir;
        settings.put("nusqau.data-dir", dataDir);
        settings.put("nusqau.database.programs", TemporaryFolder.shared("postgres"));
        settings.put("nusqau.console.port", port);
        settings.put("nusqau.broker.port", brokerPort);
    }

    public static HubProcess on(Path dataDir) {
        return new HubProcess(Hub.class, dataDir);
    }

    /** With another program around the hub. */
    public static HubProcess of(Class<?> program, Path dataDir) {
        return new HubProcess(program, dataDir);
    }

    /** Adds settings; later ones win. */
    public HubProcess with(Map<String, Object> more) {
        settings.putAll(more);
        return this;
    }

    public HubProcess with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    public HubProcess jvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    /** Starts it and waits until it says that it is ready for traffic. */
    public HubProcess start() {
        launch();
        awaitReady();
        return this;
    }

    /** Starts it and returns at once; it may never become ready, if that is the test. */
    public HubProcess launch() {
        process =
                ChildProcess.start(
                        program,
                        jvmOptions,
                        settings.entrySet().stream()
                                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                .toList(),
                        log());
        return this;
    }

    public void awaitReady() {
        Instant deadline = Instant.now().plus(READY_WITHIN);
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the hub ended instead of starting:\n" + logTail());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the hub is not ready:\n" + logTail());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** What {@code /actuator/health/readiness} says now. */
    public boolean isReady() {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url() + "/actuator/health/readiness"))
                            .timeout(Duration.ofSeconds(10))
                            .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: alive for the operating system, dead for everybody else. */
    public void pause() {
        process.signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        process.signal("CONT");
    }

    /** SIGTERM, and waits for the orderly end. */
    public void terminate() {
        process.terminate();
    }

    /** SIGINT, as Ctrl-C sends it. */
    public void interrupt() {
        process.signal("INT");
    }

    public boolean awaitEnd(Duration within) {
        return process.await(within);
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Of the broker that it embeds, the same after every start. */
    public String brokerUrl() {
        return "tcp://127.0.0.1:" + brokerPort;
    }

    public Path dataDir() {
        return dataDir;
    }

    public Path log() {
        return dataDir.resolve("hub.log");
    }

    public String password(String user) {
        return Secrets.read(dataDir, "console-" + user);
    }

    /** The last lines of its output. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (isAlive()) {
                process.signal("CONT");
                process.terminate();
            }
        } finally {
            OrphanedPostgres.stop(dataDir.resolve("postgres"));
        }
    }
}
