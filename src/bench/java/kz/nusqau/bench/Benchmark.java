package kz.nusqau.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;

/**
 * Drives a hub over SMPP and prints what it does: {@code Benchmark [runs] [seconds per measurement]
 * [balance|payment|acknowledgement ...]}, all three when none is named. Hub, PostgreSQL, Artemis,
 * SMSC, sandboxes and the load share this machine. {@code -Dbench.jvm=…} adds an option to the
 * hub's JVM.
 */
public final class Benchmark {

    private static final int SESSIONS = 4;
    private static final int CONCURRENT = 400;
    private static final int PAYERS = 200;
    private static final int PHONES = 20_000;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final Simulator simulator;
    private final LoadedHub hub;
    private final Phones phones;
    private final Work work;
    private final Duration measured;
    private final Set<String> parts;
    private final AtomicLong numbers = new AtomicLong();

    private Benchmark(Simulator simulator, LoadedHub hub, Duration measured, Set<String> parts) {
        this.simulator = simulator;
        this.hub = hub;
        this.measured = measured;
        this.parts = parts;
        this.phones = new Phones(simulator.smsc());
        this.work = new Work(simulator.smsc(), phones);
    }

    public static void main(String... arguments) throws IOException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        var measured = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 10);
        var parts =
                arguments.length > 2
                        ? Set.of(Arrays.copyOfRange(arguments, 2, arguments.length))
                        : Set.of("balance", "payment", "acknowledgement");
        Files.createDirectories(Path.of("target"));
        Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-");
        var options = SimulatorOptions.defaults().withSmsc(smsc -> smsc.recording(false));
        try (var simulator = Simulator.start(options);
                var hub = LoadedHub.start(simulator, options, data, SESSIONS, jvmOptions())) {
            simulator.smsc().awaitBound(SESSIONS, Duration.ofSeconds(60));
            System.out.println("durable: " + hub.durability());
            new Benchmark(simulator, hub, measured, parts).run(runs);
        }
        System.exit(0);
    }

    private static List<String> jvmOptions() {
        String more = System.getProperty("bench.jvm", "");
        return Arrays.stream(more.split(" ")).filter(option -> !option.isEmpty()).toList();
    }

    private void run(int runs) {
        var report = new Figures();
        warmUp();
        for (int run = 1; run <= runs; run++) {
            System.out.println("run " + run + " of " + runs);
            measure(report);
            hub.check();
        }
        report.print();
        System.out.printf(
                "unexpected answers: %d %s; messages nobody waited for: %d%n",
                work.surprises(), work.firstSurprise(), phones.unexpected());
    }

    /** Until the compiler has seen most of what it will see: the first minute is half as fast. */
    private void warmUp() {
        if (!parts.equals(Set.of("payment"))) {
            new Load(work.balance(PHONES), numbers)
                    .closed(CONCURRENT, Duration.ZERO, Duration.ofSeconds(60));
            settle();
        }
        if (parts.contains("payment")) {
            new Load(work.payment(), numbers).closed(PAYERS, Duration.ZERO, Duration.ofSeconds(60));
            settle();
        }
        hub.checkpoint();
    }

    private void measure(Figures report) {
        if (parts.contains("balance")) {
            measureBalance(report);
        }
        if (parts.contains("payment")) {
            measurePayment(report);
        }
        if (parts.contains("acknowledgement")) {
            measureAcknowledgement(report);
        }
    }

    private void measureBalance(Figures report) {
        var balance = new Load(work.balance(PHONES), numbers);
        var peak =
                accounted("balance", report, () -> balance.closed(CONCURRENT, WARM_UP, measured));
        report.add("balance answers/s", peak.perSecond());
        var calm = balance.open(peak.perSecond() * 0.7, WARM_UP, measured);
        settle();
        addLatency("balance at 70 %", report, calm);
    }

    private static void addLatency(String name, Figures report, Load.Result load) {
        for (int percentile : List.of(50, 95, 99)) {
            double micros = load.latency().getValueAtPercentile(percentile);
            report.add("%s: p%d ms".formatted(name, percentile), micros / 1e3);
        }
    }

    private void measurePayment(Figures report) {
        var payment = new Load(work.payment(), numbers);
        var paid = accounted("payment", report, () -> payment.closed(PAYERS, WARM_UP, measured));
        report.add("confirmed payments/s", paid.perSecond());
        var calmly = payment.open(paid.perSecond() * 0.7, WARM_UP, measured);
        settle();
        addLatency("payment at 70 %", report, calmly);
    }

    private void measureAcknowledgement(Figures report) {
        var acknowledged = new Load(work.acknowledgement(PHONES), numbers);
        var steady = acknowledged.open(4_000, Duration.ofSeconds(2), measured);
        addLatency("acknowledgement at 4,000/s", report, steady);
        settle();
        var burst = acknowledged.closed(SESSIONS * 100, Duration.ZERO, Duration.ofSeconds(10));
        report.add("acknowledgements/s, burst of 10 s", burst.perSecond());
        settle();
    }

    /** Adds what one piece of work cost the hub and the database. */
    private Load.Result accounted(String name, Figures report, Supplier<Load.Result> load) {
        var hubBefore = hub.processorTime();
        var databaseBefore = hub.databaseProcessorTime();
        long before = System.nanoTime();
        var result = load.get();
        double share = result.took().toNanos() / (double) (System.nanoTime() - before);
        var hubTook = hub.processorTime().minus(hubBefore);
        var databaseTook = hub.databaseProcessorTime().minus(databaseBefore);
        settle();
        report.add(name + ": hub us", hubTook.toNanos() / 1e3 * share / result.done());
        report.add(name + ": database us", databaseTook.toNanos() / 1e3 * share / result.done());
        return result;
    }

    /** Lets what is under way end, so that one measurement doesn't pay for another. */
    private void settle() {
        int left = phones.drain(Duration.ofSeconds(60));
        if (left > 0) {
            System.out.println(left + " phones got no answer within 60 s");
            phones.forgetAll();
        }
        long last = -1;
        // Acknowledged texts whose answers nobody waits for still come; go on when they stopped.
        for (int i = 0; i < 600 && last != simulator.smsc().stats().submitted(); i++) {
            last = simulator.smsc().stats().submitted();
            LockSupport.parkNanos(500_000_000);
        }
    }
}
