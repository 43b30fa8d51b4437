package kz.nusqau.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.platform.Latencies;
import kz.nusqau.shared.RefusalReason;
import org.springframework.stereotype.Component;

/** Counts what was committed, never what was rolled back. */
@Component
final class PaymentMetrics {

    private final MeterRegistry registry;
    private final Timer toReceipt;
    private final LongAdder proposed = new LongAdder();
    private final LongAdder settled = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Latencies receipts = new Latencies();

    PaymentMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.toReceipt =
                Timer.builder("nusqau.payments.receipt")
                        .description("from the confirmation to the paid provider")
                        .publishPercentileHistogram()
                        .register(registry);
    }

    void proposed(int offered) {
        AfterCommit.run(
                () -> {
                    registry.counter("nusqau.payments.proposed").increment(offered);
                    proposed.add(offered);
                });
    }

    /** What was counted until now. */
    PaymentFlow flow() {
        return new PaymentFlow(proposed.sum(), settled.sum(), refused.sum(), receipts.counts());
    }

    void refused(RefusalReason reason) {
        AfterCommit.run(
                () ->
                        registry.counter(
                                        "nusqau.payments.refused",
                                        "reason",
                                        reason.name().toLowerCase(Locale.ROOT))
                                .increment());
    }

    void unknown(int answers) {
        if (answers > 0) {
            AfterCommit.run(() -> registry.counter("nusqau.payments.unknown").increment(answers));
        }
    }

    void count(PaymentChanges changes, Instant now) {
        var reached = changes.reached();
        var paid = changes.paid();
        if (!reached.isEmpty()) {
            AfterCommit.run(
                    () -> {
                        reached.forEach(this::reached);
                        paid.forEach(payment -> paid(payment, now));
                    });
        }
    }

    private void reached(Payment payment) {
        registry.counter(
                        "nusqau.payments.reached",
                        "state",
                        payment.state().name().toLowerCase(Locale.ROOT))
                .increment();
        RefusalReason reason = payment.progress().reason();
        boolean isRefused =
                payment.state() == PaymentState.REFUSED || payment.state() == PaymentState.REVERSED;
        if (isRefused) {
            refused.increment();
            if (reason != null) {
                refused(reason);
            }
        } else if (payment.state() == PaymentState.SETTLED
                || payment.state() == PaymentState.OWED) {
            settled.increment();
        }
    }

    private void paid(Payment payment, Instant now) {
        Instant confirmedAt = payment.progress().confirmedAt();
        if (confirmedAt != null) {
            Duration took = Duration.between(confirmedAt, now);
            toReceipt.record(took);
            receipts.record(took.toNanos());
        }
    }
}
