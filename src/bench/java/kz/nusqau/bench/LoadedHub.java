package kz.nusqau.bench;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.FreePort;
import kz.nusqau.HubProcess;
import kz.nusqau.OperationsClient;
import kz.nusqau.Secrets;
import kz.nusqau.console.ConsoleClient;

/** The hub as its users run it: a process of its own with its own database and broker. */
final class LoadedHub implements AutoCloseable {

    /** What README.md advises. */
    private static final String JVM_OPTIONS = "@src/ops/jvm.options";

    private static final String COLLECTIONS = "collections.log";
    private static final int RATE = 100_000;
    private static final int WINDOW = 100;

    private final HubProcess process;
    private final Path dataDir;
    private final int brokerPort;

    private LoadedHub(HubProcess process, Path dataDir, int brokerPort) {
        this.process = process;
        this.dataDir = dataDir;
        this.brokerPort = brokerPort;
    }

    /**
     * Starts the hub on a data directory, empty or not; its output goes to {@code hub.log} in it.
     */
    static LoadedHub start(
            Map<String, Object> settings, Path dataDir, int sessions, List<String> moreJvmOptions) {
        KernelSettings.applyUntilExit();
        int brokerPort = FreePort.next();
        var process =
                HubProcess.on(dataDir)
                        .with(settings)
                        .with("nusqau.broker.port", brokerPort)
                        .with("nusqau.smpp.binds[0].sessions", sessions)
                        .with("nusqau.smpp.binds[0].window", WINDOW)
                        .with("nusqau.smpp.binds[0].rate", RATE);
        process.jvmOption(JVM_OPTIONS);
        process.jvmOption("-Xlog:gc:file=" + dataDir.resolve(COLLECTIONS));
        moreJvmOptions.forEach(process::jvmOption);
        process.start();
        return new LoadedHub(process, dataDir, brokerPort);
    }

    Path dataDir() {
        return dataDir;
    }

    String brokerUrl() {
        return "tcp://127.0.0.1:" + brokerPort;
    }

    long pid() {
        return process.pid();
    }

    /** The log of its garbage collections. */
    Path collections() {
        return dataDir.resolve(COLLECTIONS);
    }

    /** Fails when the hub has ended. */
    void check() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the hub ended:\n" + process.logTail());
        }
    }

    /** Processor time of the hub's own process, broker included. */
    Duration processorTime() {
        return ProcessorTime.of(ProcessHandle.of(process.pid()).orElseThrow());
    }

    /** Processor time of its PostgreSQL, which is no child of the hub's. */
    Duration databaseProcessorTime() {
        long postmaster = database().processId();
        return ProcessorTime.withChildren(ProcessHandle.of(postmaster).orElseThrow());
    }

    /** Runs a load; what a piece of its work cost the hub, in microseconds of a processor. */
    double microsPerPiece(Supplier<Load.Result> load) {
        var before = processorTime();
        var result = load.get();
        return processorTime().minus(before).toNanos() / 1e3 / Math.max(1, result.done());
    }

    /** Runs a load and adds what a piece of its work cost the hub and the database. */
    Load.Result accounted(String name, Figures report, Supplier<Load.Result> load) {
        var hubBefore = processorTime();
        var databaseBefore = databaseProcessorTime();
        long before = System.nanoTime();
        var result = load.get();
        double share = result.took().toNanos() / (double) (System.nanoTime() - before);
        double pieces = result.done() / share;
        double hubMicros = processorTime().minus(hubBefore).toNanos() / 1e3;
        double databaseMicros = databaseProcessorTime().minus(databaseBefore).toNanos() / 1e3;
        report.add(name + ": hub us", hubMicros / pieces);
        report.add(name + ": database us", databaseMicros / pieces);
        return result;
    }

    /**
     * Has the database make as many log files as it may and reuse them, as it does after its first
     * checkpoints under load: until then it stops for each new one.
     */
    void checkpoint() {
        try (var connection = database().connectAsAdministrator();
                var statement = connection.createStatement()) {
            for (int files = logFiles(statement); files > 0; files--) {
                statement.execute("SELECT pg_logical_emit_message(false, 'bench', 'next file')");
                statement.execute("SELECT pg_switch_wal()");
            }
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int logFiles(Statement statement) throws SQLException {
        try (var answer =
                statement.executeQuery(
                        """
                        SELECT pg_size_bytes(current_setting('max_wal_size'))
                               / pg_size_bytes(current_setting('wal_segment_size'))
                        """)) {
            answer.next();
            return answer.getInt(1);
        }
    }

    /** Has a supervisor act, by the API of operations. */
    void act(String path) {
        var reply =
                new OperationsClient(process, "supervisor")
                        .post(path, "{\"reason\": \"measured\"}");
        if (reply.status() != 200) {
            throw new IllegalStateException(path + ": " + reply);
        }
    }

    /** One of those who are let in at the first start, at the console. */
    ConsoleClient console(String user) {
        return ConsoleClient.of(process, user);
    }

    /** What the hub made in its data directory. */
    String secret(String name) {
        return Secrets.read(dataDir, name);
    }

    EmbeddedDatabase database() {
        return new EmbeddedDatabase(dataDir);
    }

    /** What the running server says about the settings that make a commit durable. */
    String durability() {
        try (var connection = database().connectAsHub();
                var statement = connection.createStatement()) {
            return Stream.of(
                            "fsync",
                            "synchronous_commit",
                            "full_page_writes",
                            "wal_sync_method",
                            "huge_pages_status")
                    .map(
                            name -> {
                                try (var result = statement.executeQuery("SHOW " + name)) {
                                    result.next();
                                    return name + "=" + result.getString(1);
                                } catch (SQLException e) {
                                    throw new IllegalStateException(e);
                                }
                            })
                    .collect(Collectors.joining(" "));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a service manager stops it. */
    @Override
    public void close() {
        process.close();
        KernelSettings.hubEnded();
    }
}
