package kz.nusqau.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.OutsideWorld;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;

/**
 * What sessions cost by which nothing comes and goes: a hub with one session, and one with many
 * more, by turns on empty directories: {@code IdleBinds [rounds] [seconds per measurement] [binds]
 * [sessions per bind]}. Every page of the heap is touched at the start, so that what a process
 * holds beyond the other is memory outside of it.
 */
public final class IdleBinds {

    private static final String HEAP = "heap after collection MB";
    private static final String RESIDENT = "resident MB";
    private static final String PROCESSOR = "processor %";
    private static final double MOST_MB = 200;
    private static final double MOST_PERCENT = 5;

    /** After the last session is bound: until caches are filled and compilers done. */
    private static final Duration SETTLED = Duration.ofSeconds(40);

    private static final Pattern COLLECTED = Pattern.compile("Pause Full .*->(\\d+)M\\(");

    private static final Duration BOUND_WITHIN = Duration.ofMinutes(3);

    private final Duration measured;
    private final int binds;
    private final int sessions;
    private final Figures figures = new Figures();

    private IdleBinds(Plan plan) {
        this.measured = plan.measured();
        this.binds = plan.more().isEmpty() ? 500 : Integer.parseInt(plan.more().get(0));
        this.sessions = plan.more().size() < 2 ? 1 : Integer.parseInt(plan.more().get(1));
    }

    public static void main(String... arguments) {
        var plan = Plan.of(1, 30, arguments);
        var idle = new IdleBinds(plan);
        plan.eachRound(
                () -> {
                    idle.measure("one", 0);
                    idle.measure("many", idle.binds);
                });
        idle.print();
        System.exit(0);
    }

    private void measure(String name, int more) {
        var options =
                TestStand.options()
                        .withAccounts(
                                TestStand.options().accounts().stream()
                                        .map(account -> account.withMaxSessions(1_000))
                                        .toList());
        try (var simulator = Simulator.start(options);
                var hub =
                        LoadedHub.start(
                                settings(simulator, options, more),
                                TestStand.emptyDirectory(),
                                1,
                                List.of("-XX:+AlwaysPreTouch"))) {
            long before = System.nanoTime();
            simulator.smsc().awaitBound(1 + more * sessions, BOUND_WITHIN);
            figures.add(name + ": seconds to bind", (System.nanoTime() - before) / 1e9);
            LockSupport.parkNanos(SETTLED.toNanos());
            measure(name, hub);
        }
    }

    private void measure(String name, LoadedHub hub) {
        var hubBefore = hub.processorTime();
        var databaseBefore = hub.databaseProcessorTime();
        long before = System.nanoTime();
        LockSupport.parkNanos(measured.toNanos());
        double nanos = System.nanoTime() - before;
        figures.add(
                name + ": " + PROCESSOR,
                100 * hub.processorTime().minus(hubBefore).toNanos() / nanos);
        figures.add(
                name + ": database's " + PROCESSOR,
                100 * hub.databaseProcessorTime().minus(databaseBefore).toNanos() / nanos);
        figures.add(name + ": " + HEAP, collect(hub));
        var sample = new Vitals(hub).sample();
        for (String figure : List.of(RESIDENT, "threads")) {
            figures.add(name + ": " + figure, sample.get(figure));
        }
        hub.check();
    }

    /** Has the hub collect all that it can, and says what is left. */
    private static double collect(LoadedHub hub) {
        try {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            new ProcessBuilder(jcmd, Long.toString(hub.pid()), "GC.run").start().waitFor();
            try (var lines = Files.lines(hub.collections())) {
                return lines.map(COLLECTED::matcher)
                        .filter(Matcher::find)
                        .mapToDouble(found -> Double.parseDouble(found.group(1)))
                        .reduce((earlier, later) -> later)
                        .orElseThrow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> settings(Simulator simulator, SimulatorOptions options, int more) {
        var account = options.accounts().getFirst();
        var settings = new LinkedHashMap<>(OutsideWorld.settings(simulator, options));
        for (int i = 1; i <= more; i++) {
            String bind = "nusqau.smpp.binds[%d].".formatted(i);
            settings.put(bind + "id", "idle-" + i);
            settings.put(bind + "host", "127.0.0.1");
            settings.put(bind + "port", simulator.smppPort());
            settings.put(bind + "system-id", account.systemId());
            settings.put(bind + "password", account.password());
            settings.put(bind + "sessions", sessions);
        }
        return settings;
    }

    private void print() {
        figures.print();
        double heap = more(HEAP);
        double outside = more(RESIDENT);
        System.out.printf(
                "%n%d idle sessions of %d binds: %.0f MB, %.0f of it in the heap, goal %.0f: %s%n",
                binds * sessions,
                binds,
                heap + outside,
                heap,
                MOST_MB,
                verdict(heap + outside <= MOST_MB));
        System.out.printf(
                "%.1f %% of a core, goal %.1f: %s; of the database %.1f %%%n",
                more(PROCESSOR),
                MOST_PERCENT,
                verdict(more(PROCESSOR) <= MOST_PERCENT),
                more("database's " + PROCESSOR));
    }

    private double more(String figure) {
        return figures.median("many: " + figure) - figures.median("one: " + figure);
    }

    private static String verdict(boolean reached) {
        return reached ? "reached" : "missed";
    }
}
