package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import kz.nusqau.OutsideWorld;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import org.springframework.util.FileSystemUtils;

/**
 * A hub in a process of its own, with SMSC, sandboxes and phones in this one. {@code -Dbench.jvm=…}
 * adds options to the hub's JVM.
 */
final class TestStand implements AutoCloseable {

    static final int SESSIONS = 4;

    /** Phones that text at a time, and of them those that pay. */
    static final int CONCURRENT = 400;

    static final int PAYERS = 200;

    /** Phones that ask. */
    static final int PHONES = 20_000;

    /** Before each measurement, until the load is level. */
    static final Duration LEVEL = Duration.ofSeconds(3);

    /** Without a text for so long, nothing more comes: a busy hub makes shorter pauses. */
    private static final long QUIET_NANOS = 2_000_000_000;

    private static final int WARM_UP_SLICES = 4;

    /** A slice that costs less than this share of the cheapest before is not level yet. */
    private static final double STILL_FALLING = 0.95;

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Simulator simulator;
    private final LoadedHub hub;
    private final Phones phones;
    private final Work work;
    private final AtomicLong numbers = new AtomicLong();

    private TestStand(Simulator simulator, LoadedHub hub) {
        this.simulator = simulator;
        this.hub = hub;
        this.phones = new Phones(simulator.smsc());
        this.work = new Work(simulator.smsc(), phones);
    }

    /** On the directory of {@code -Dbench.data=…}, or on an empty one. */
    static TestStand start() {
        String data = System.getProperty("bench.data", "");
        return data.isEmpty() ? onEmptyData() : on(Path.of(data));
    }

    static TestStand onEmptyData() {
        return on(emptyDirectory());
    }

    /** On a hub's data directory, filled or not. */
    static TestStand on(Path data) {
        var simulator = Simulator.start(options());
        return on(data, simulator, OutsideWorld.settings(simulator, options()));
    }

    /** With a simulator and settings of the caller's; closes the simulator, too. */
    static TestStand on(Path data, Simulator simulator, Map<String, Object> settings) {
        LoadedHub hub = null;
        try {
            hub = LoadedHub.start(settings, data, SESSIONS, jvmOptions());
            simulator.smsc().awaitBound(SESSIONS, SOON);
            System.out.println("durable: " + hub.durability());
            var stand = new TestStand(simulator, hub);
            stand.connectBanks();
            return stand;
        } catch (RuntimeException e) {
            if (hub != null) {
                hub.close();
            }
            simulator.close();
            throw e;
        }
    }

    static SimulatorOptions options() {
        return SimulatorOptions.defaults().withSmsc(smsc -> smsc.recording(false));
    }

    static Path emptyDirectory() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path directory = Files.createTempDirectory(target, "bench-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> keepOnlyLogs(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Database and journals are gigabytes. */
    static void keepOnlyLogs(Path directory) {
        try (var content = Files.list(directory)) {
            for (Path each : content.filter(Files::isDirectory).toList()) {
                FileSystemUtils.deleteRecursively(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> jvmOptions() {
        String more = System.getProperty("bench.jvm", "");
        return Arrays.stream(more.split(" ")).filter(option -> !option.isEmpty()).toList();
    }

    Simulator simulator() {
        return simulator;
    }

    LoadedHub hub() {
        return hub;
    }

    Phones phones() {
        return phones;
    }

    Work work() {
        return work;
    }

    /** Has the banks serve their queues. */
    void connectBanks() {
        OutsideWorld.connectBanks(simulator, hub.brokerUrl(), hub.dataDir());
    }

    /** Loads of a stand never use one number twice. */
    Load load(Load.Work kind) {
        return new Load(kind, numbers);
    }

    /** As much as so many at a time make, what it costs, and how long each takes. */
    void measure(String name, Load.Work kind, int concurrent, Duration measured, Figures figures) {
        var result =
                hub.accounted(name, figures, () -> load(kind).closed(concurrent, LEVEL, measured));
        settle();
        figures.add(name + "/s", result.perSecond());
        figures.addLatency(name, result);
    }

    /**
     * Works for so long at least, and then until a piece of work costs the hub no less than before
     * in two slices one after the other: how soon the compiler has seen all of it depends on the
     * machine. Five times as long at most.
     */
    void warmUp(Load.Work kind, int concurrent, Duration time) {
        Duration slice = time.dividedBy(WARM_UP_SLICES);
        double least = Double.MAX_VALUE;
        int level = 0;
        for (int done = 1; done <= 5 * WARM_UP_SLICES; done++) {
            double cost =
                    hub.microsPerPiece(() -> load(kind).closed(concurrent, Duration.ZERO, slice));
            settle();
            level = cost > STILL_FALLING * least ? level + 1 : 0;
            least = Math.min(least, cost);
            if (done >= WARM_UP_SLICES && level >= 2) {
                return;
            }
        }
    }

    /** Lets what is under way end, so that one measurement doesn't pay for another. */
    void settle() {
        int left = phones.drain(SOON);
        if (left > 0) {
            System.out.printf("%d phones got no answer within %d s%n", left, SOON.toSeconds());
            phones.forgetAll();
        }
        // Acknowledged texts whose answers nobody waits for still come; go on when they stopped.
        long submitted = -1;
        for (int i = 0; i < 300 && submitted != simulator.smsc().stats().submitted(); i++) {
            submitted = simulator.smsc().stats().submitted();
            LockSupport.parkNanos(QUIET_NANOS);
        }
        hub.check();
    }

    void printSurprises() {
        System.out.printf(
                "unexpected answers: %d %s; messages nobody waited for: %d%n",
                work.surprises(), work.firstSurprise(), phones.unexpected());
    }

    @Override
    public void close() {
        try (simulator) {
            hub.close();
        }
    }
}
