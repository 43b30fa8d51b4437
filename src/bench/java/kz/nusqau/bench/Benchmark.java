package kz.nusqau.bench;

/**
 * Drives a hub over SMPP and prints what it does: {@code Benchmark [runs] [seconds per measurement]
 * [balance|payment|acknowledgement ...]}, all three when none is named. Hub, PostgreSQL, Artemis,
 * SMSC, sandboxes and the load share this machine. {@code -Dbench.data=…} names a data directory to
 * run on, filled or not; it is another one afterwards.
 */
public final class Benchmark {

    private Benchmark() {}

    public static void main(String... arguments) {
        var plan = Plan.of(5, 10, arguments);
        try (var stand = TestStand.start()) {
            var report = new Figures();
            var measurements = new Measurements(stand, plan);
            measurements.warmUp();
            plan.eachRound(() -> measurements.measure(report));
            report.print();
            stand.printSurprises();
        }
        System.exit(0);
    }
}
