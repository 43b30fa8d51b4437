package kz.nusqau.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import kz.nusqau.OutsideWorld;
import kz.nusqau.simulator.Simulator;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.smsc.Smsc;

/**
 * Balance answers of Kannel and of the hub, by turns, with the same texts from the same SMSC:
 * {@code Comparison [rounds] [seconds per measurement] [kannel|hub|both]}. See {@code
 * compare-kannel.sh}.
 */
public final class Comparison {

    private static final List<Integer> IN_FLIGHT = List.of(100, 400);
    private static final int WINDOW = 100;
    private static final int SESSIONS = 4;
    private static final int PHONES = 20_000;
    private static final String QUESTION = "bal";
    private static final String FIGURE = "100,000.00";
    private static final String REPLY = "Available balance: " + FIGURE + " KZT.";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Duration measured;

    private Comparison(Duration measured) {
        this.measured = measured;
    }

    public static void main(String... arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        var measured = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 10);
        String who = arguments.length > 2 ? arguments[2] : "both";
        var figures = new Figures();
        var comparison = new Comparison(measured);
        try {
            var contestants = new ArrayList<Contestant>();
            if (!who.equals("hub")) {
                contestants.add(comparison.kannel());
            }
            if (!who.equals("kannel")) {
                contestants.add(comparison.hub());
            }
            contestants.forEach(comparison::warmUp);
            for (int round = 1; round <= rounds; round++) {
                System.out.println("round " + round + " of " + rounds);
                for (int inFlight : IN_FLIGHT) {
                    contestants.forEach(each -> comparison.measure(each, inFlight, figures));
                }
            }
        } finally {
            comparison.closeAll();
        }
        figures.print();
        printRatios(figures);
        System.exit(0);
    }

    /** One of the two, with an SMSC and phones of its own. */
    private record Contestant(String name, Phones phones, Work work, Runnable check) {}

    private Contestant kannel() {
        var smsc =
                opened(
                        Smsc.builder()
                                .account("hub", "secret")
                                .window(WINDOW)
                                .recording(false)
                                .start());
        var service = opened(ReplyServer.start(REPLY));
        Path home = Path.of("target", "kannel").toAbsolutePath();
        var kannel = opened(Kannel.start(home, smsc, service));
        smsc.awaitBound(SOON);
        return contestant("Kannel", smsc, kannel::check);
    }

    private Contestant hub() {
        var options =
                SimulatorOptions.defaults().withSmsc(smsc -> smsc.window(WINDOW).recording(false));
        var simulator = opened(Simulator.start(options));
        var settings = OutsideWorld.settings(simulator, options);
        var hub =
                opened(LoadedHub.start(settings, TestStand.emptyDirectory(), SESSIONS, List.of()));
        simulator.smsc().awaitBound(SESSIONS, SOON);
        return contestant("Nusqau", simulator.smsc(), hub::check);
    }

    private static Contestant contestant(String name, Smsc smsc, Runnable check) {
        var phones = new Phones(smsc);
        return new Contestant(name, phones, new Work(smsc, phones), check);
    }

    private void warmUp(Contestant contestant) {
        new Load(contestant.work().question(QUESTION, FIGURE, PHONES), numbers)
                .closed(IN_FLIGHT.getLast(), Duration.ZERO, measured.multipliedBy(2));
        settle(contestant);
    }

    private void measure(Contestant contestant, int inFlight, Figures figures) {
        var result =
                new Load(contestant.work().question(QUESTION, FIGURE, PHONES), numbers)
                        .closed(inFlight, WARM_UP, measured);
        settle(contestant);
        figures.add(name(contestant.name(), inFlight), result.perSecond());
        figures.add(
                contestant.name() + ", " + inFlight + " open: p99 ms",
                result.latency().getValueAtPercentile(99) / 1e3);
    }

    private static void settle(Contestant contestant) {
        int left = contestant.phones().drain(Duration.ofSeconds(20));
        contestant.check().run();
        if (left > 0) {
            System.out.printf("%s: %d texts without an answer%n", contestant.name(), left);
            contestant.phones().forgetAll();
        }
        if (contestant.work().surprises() > 0) {
            throw new IllegalStateException(
                    contestant.name() + " answered: " + contestant.work().firstSurprise());
        }
    }

    private static String name(String contestant, int inFlight) {
        return contestant + ", " + inFlight + " open: answers/s";
    }

    private static void printRatios(Figures figures) {
        System.out.println();
        for (int inFlight : IN_FLIGHT) {
            double kannel = figures.median(name("Kannel", inFlight));
            double hub = figures.median(name("Nusqau", inFlight));
            if (kannel > 0 && hub > 0) {
                System.out.printf(
                        "Nusqau / Kannel with %d texts open: %.2f%n", inFlight, hub / kannel);
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(part);
        return part;
    }

    private void closeAll() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
    }
}
