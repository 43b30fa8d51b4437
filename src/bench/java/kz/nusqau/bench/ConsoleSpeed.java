package kz.nusqau.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import kz.nusqau.OutsideWorld;
import kz.nusqau.console.ConsoleClient;
import kz.nusqau.simulator.Simulator;
import org.HdrHistogram.Histogram;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How fast the console is with much behind it, and what it costs those who don't see it: {@code
 * ConsoleSpeed [rounds] [seconds per measurement] [failed messages] [requests for a page] [pages|
 * replay|path ...]}, all three when none is named. {@code -Dbench.data=…} names a data directory,
 * which {@link DeskFilling} gives so many failed messages if it has fewer.
 *
 * <ul>
 *   <li>pages: how long each page takes, as who asks for it on the same machine sees it, each
 *       request about another object
 *   <li>replay: a list of 10,000 messages, its dry run and its replay
 *   <li>path: balances with nobody at the console and with ten people at it, by turns
 * </ul>
 */
public final class ConsoleSpeed {

    private static final Duration PAGE_GOAL = Duration.ofMillis(300);
    private static final double REPLAY_GOAL = 500;
    private static final double PATH_GOAL = 0.97;
    private static final String QUIET = "balance, nobody at the console";
    private static final String BUSY = "balance, ten people at the console";
    private static final int SHOWN = 10;
    private static final int WARM_UPS = 10;

    private final TestStand stand;
    private final Plan plan;
    private final int requests;
    private final Set<String> parts;
    private final JdbcTemplate jdbc;
    private final ConsoleClient console;
    private final Figures figures = new Figures();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();

    private ConsoleSpeed(TestStand stand, Plan plan, int requests, Set<String> parts) {
        this.stand = stand;
        this.plan = plan;
        this.requests = requests;
        this.parts = parts;
        this.jdbc = stand.hub().database().jdbc();
        this.console = stand.hub().console("administrator");
    }

    public static void main(String... arguments) {
        var plan = Plan.of(3, 10, arguments);
        List<String> more = plan.more();
        int failed = more.isEmpty() ? 100_000 : Integer.parseInt(more.getFirst());
        int requests = more.size() < 2 ? 20 : Integer.parseInt(more.get(1));
        Set<String> parts =
                more.size() < 3
                        ? Set.of("pages", "replay", "path")
                        : Set.copyOf(more.subList(2, more.size()));
        String told = System.getProperty("bench.data", "");
        Path data = told.isEmpty() ? TestStand.emptyDirectory() : Path.of(told).toAbsolutePath();
        DeskFilling.fill(data, failed, System.out::println);
        var options = TestStand.options();
        var simulator = Simulator.start(options);
        Map<String, Object> settings = new HashMap<>(OutsideWorld.settings(simulator, options));
        settings.put("nusqau.broker.partners", PartnerSpeed.PARTNER);
        settings.put("nusqau.partners." + PartnerSpeed.PARTNER + ".name", "Demo Shop");
        try (var stand = TestStand.on(data, simulator, settings)) {
            new ConsoleSpeed(stand, plan, requests, parts).measure();
        }
        System.exit(0);
    }

    private void measure() {
        console.get("/console/failed");
        var replay = new ListReplay(console, jdbc, surprises::add);
        replay.prepare(figures);
        var pages = new ConsolePages(jdbc, requests, replay.list());
        if (parts.contains("pages")) {
            measure(pages);
        }
        if (parts.contains("path")) {
            measurePath(pages);
        }
        if (parts.contains("replay")) {
            replay.carryOut(stand.hub(), figures);
        }
        figures.print();
        if (parts.contains("path")) {
            figures.printRatio(BUSY + "/s", QUIET + "/s", PATH_GOAL);
        }
        if (parts.contains("replay")) {
            figures.printGoal("messages replayed/s", REPLAY_GOAL);
        }
        stand.printSurprises();
        System.out.printf("unexpected at the console: %d%n", surprises.size());
        surprises.stream().limit(SHOWN).forEach(System.out::println);
    }

    private void measure(ConsolePages pages) {
        for (int i = 0; i < WARM_UPS; i++) {
            for (ConsolePages.Page page : pages.all()) {
                sent(page.requests().get(i % page.requests().size()));
            }
        }
        var times = new ArrayList<Times>();
        for (ConsolePages.Page page : pages.all()) {
            var micros = new Histogram(3);
            for (ConsolePages.Request request : page.requests()) {
                micros.recordValue(Math.max(1, sent(request)));
            }
            times.add(new Times(page.name(), micros));
        }
        times.sort(Comparator.comparing(Times::median).reversed());
        System.out.printf("%n| page | median ms | p95 ms | longest ms |%n|---|--:|--:|--:|%n");
        times.forEach(
                each ->
                        System.out.printf(
                                "| %s | %.1f | %.1f | %.1f |%n",
                                each.name,
                                each.median() / 1e3,
                                each.micros.getValueAtPercentile(95) / 1e3,
                                each.micros.getMaxValue() / 1e3));
        List<String> slow =
                times.stream()
                        .filter(each -> each.micros.getMaxValue() > PAGE_GOAL.toNanos() / 1_000)
                        .map(Times::name)
                        .toList();
        System.out.printf("%d pages; over %d ms: %s%n", times.size(), PAGE_GOAL.toMillis(), slow);
    }

    /** What was measured of a page. */
    private record Times(String name, Histogram micros) {

        long median() {
            return micros.getValueAtPercentile(50);
        }
    }

    /** Microseconds. */
    private long sent(ConsolePages.Request request) {
        long start = System.nanoTime();
        String surprise = request.sent(console);
        long took = System.nanoTime() - start;
        if (!surprise.isEmpty()) {
            surprises.add(surprise);
        }
        return took / 1_000;
    }

    private void measurePath(ConsolePages pages) {
        var balance = stand.work().balance(TestStand.PHONES);
        stand.warmUp(balance, TestStand.CONCURRENT, plan.warmUp());
        try (var staff = new Staff(stand.hub(), pages, surprises::add)) {
            plan.eachRound(
                    () -> {
                        stand.measure(
                                QUIET, balance, TestStand.CONCURRENT, plan.measured(), figures);
                        long before = staff.loaded();
                        try (var busy = staff.begin()) {
                            stand.measure(
                                    BUSY, balance, TestStand.CONCURRENT, plan.measured(), figures);
                            System.out.println(
                                    "  pages loaded meanwhile: " + (busy.loaded() - before));
                        }
                    });
        }
    }
}
