package kz.nusqau.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Drives a hub for a long time at a share of what it can do, with everything that subscribers text,
 * and tells what grows: {@code Soak [minutes] [share]}. Samples go to {@code target/soak.csv}. The
 * sandboxes keep their books in memory: give the load {@code -Dbench.heap=4g} for an hour.
 */
public final class Soak {

    private static final Duration SAMPLED_EVERY = Duration.ofSeconds(30);
    private static final Duration PEAK_MEASURED = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private final TestStand stand;
    private final Load.Work texts;
    private final List<Work> people;
    private final Vitals vitals;
    private final Series series = new Series();

    private Soak(TestStand stand) {
        this.stand = stand;
        var askers = work(Work.FIRST_NUMBER, TestStand.PHONES);
        var payers = work(77_011_000_000L, 7_000_000);
        this.people = List.of(askers, payers);
        this.texts = mixed(askers, payers);
        this.vitals = new Vitals(stand.hub());
    }

    private Work work(long firstNumber, long numbers) {
        return new Work(stand.simulator().smsc(), stand.phones(), firstNumber, numbers);
    }

    /** Of a hundred texts. Nobody pays with the phone of somebody who asks. */
    private static Load.Work mixed(Work askers, Work payers) {
        int phones = TestStand.PHONES;
        var balance = askers.balance(phones);
        var bank = askers.bankBalance(phones);
        var help = askers.question("көмек", "", phones);
        var nonsense = askers.question("сәлем қалайсың", "", phones);
        var electricity = payers.payment(Work.ELECTRICITY);
        var water = payers.payment(Work.WATER);
        return (number, done) -> {
            int kind = (int) (number % 100);
            var chosen =
                    kind < 60
                            ? balance
                            : kind < 72
                                    ? electricity
                                    : kind < 76
                                            ? water
                                            : kind < 86 ? bank : kind < 93 ? help : nonsense;
            chosen.start(number, done);
        };
    }

    public static void main(String... arguments) {
        long minutes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
        double share = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.7;
        try (var stand = TestStand.start()) {
            new Soak(stand).run(Duration.ofMinutes(minutes), share);
        }
        System.exit(0);
    }

    private void run(Duration time, double share) {
        stand.warmUp(texts, TestStand.PAYERS, WARM_UP);
        stand.hub().checkpoint();
        var peak = stand.load(texts).closed(TestStand.PAYERS, TestStand.LEVEL, PEAK_MEASURED);
        stand.settle();
        double rate = peak.perSecond() * share;
        System.out.printf(
                "peak %.0f/s; %.0f/s for %d minutes%n", peak.perSecond(), rate, time.toMinutes());
        // Collections and statistics of the start are none of the soak's.
        vitals.sample();
        CompletableFuture<Void> sampling = CompletableFuture.completedFuture(null);
        for (long slice = 0; slice < time.dividedBy(SAMPLED_EVERY); slice++) {
            var result = stand.load(texts).open(rate, Duration.ZERO, SAMPLED_EVERY);
            // Beside the load, which goes on meanwhile.
            sampling = CompletableFuture.runAsync(() -> sample(result));
        }
        stand.settle();
        sampling.join();
        Path file = Path.of("target", "soak.csv");
        series.write(file);
        series.printVerdict();
        System.out.println("samples: " + file);
        people.forEach(
                work ->
                        System.out.printf(
                                "unexpected answers: %d %s%n",
                                work.surprises(), work.firstSurprise()));
    }

    private void sample(Load.Result result) {
        var sample = vitals.sample();
        for (int percentile : List.of(50, 95, 99)) {
            sample.put(
                    "p" + percentile + " ms",
                    result.latency().getValueAtPercentile(percentile) / 1e3);
        }
        sample.put("answers/s", result.perSecond());
        sample.put("texts without an answer", (double) stand.phones().waiting());
        sample.put("unexpected answers", (double) people.stream().mapToLong(Work::surprises).sum());
        series.add(sample);
    }
}
