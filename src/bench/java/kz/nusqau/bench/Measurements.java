package kz.nusqau.bench;

import java.time.Duration;
import java.util.Set;

/** The figures of {@link Benchmark}, of any stand. */
final class Measurements {

    private final TestStand stand;
    private final Plan plan;
    private final Duration measured;
    private final Set<String> parts;

    /**
     * @param plan names the parts: balance, payment, acknowledgement; all when it names none
     */
    Measurements(TestStand stand, Plan plan) {
        this.stand = stand;
        this.plan = plan;
        this.measured = plan.measured();
        this.parts =
                plan.more().isEmpty()
                        ? Set.of("balance", "payment", "acknowledgement")
                        : Set.copyOf(plan.more());
    }

    /** Until the compiler has seen most of what it will see: the first minute is half as fast. */
    void warmUp() {
        if (!parts.equals(Set.of("payment"))) {
            stand.warmUp(balance(), TestStand.CONCURRENT, plan.warmUp());
        }
        if (parts.contains("payment")) {
            stand.warmUp(stand.work().payment(), TestStand.PAYERS, plan.warmUp());
        }
        stand.hub().checkpoint();
    }

    void measure(Figures report) {
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

    private Load.Work balance() {
        return stand.work().balance(TestStand.PHONES);
    }

    private void measureBalance(Figures report) {
        var balance = stand.load(balance());
        var peak =
                stand.hub()
                        .accounted(
                                "balance",
                                report,
                                () ->
                                        balance.closed(
                                                TestStand.CONCURRENT, TestStand.LEVEL, measured));
        stand.settle();
        report.add("balance answers/s", peak.perSecond());
        var calm = balance.open(peak.perSecond() * 0.7, TestStand.LEVEL, measured);
        stand.settle();
        report.addLatency("balance at 70 %", calm);
    }

    private void measurePayment(Figures report) {
        var payment = stand.load(stand.work().payment());
        var paid =
                stand.hub()
                        .accounted(
                                "payment",
                                report,
                                () -> payment.closed(TestStand.PAYERS, TestStand.LEVEL, measured));
        stand.settle();
        report.add("confirmed payments/s", paid.perSecond());
        var calmly = payment.open(paid.perSecond() * 0.7, TestStand.LEVEL, measured);
        stand.settle();
        report.addLatency("payment at 70 %", calmly);
    }

    private void measureAcknowledgement(Figures report) {
        var acknowledged = stand.load(stand.work().acknowledgement(TestStand.PHONES));
        var steady = acknowledged.open(4_000, TestStand.LEVEL, measured);
        report.addLatency("acknowledgement at 4,000/s", steady);
        stand.settle();
        var burst =
                acknowledged.closed(
                        TestStand.SESSIONS * 100, Duration.ZERO, Duration.ofSeconds(10));
        report.add("acknowledgements/s, burst of 10 s", burst.perSecond());
        stand.settle();
    }
}
