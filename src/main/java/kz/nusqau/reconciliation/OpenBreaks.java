package kz.nusqau.reconciliation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The breaks that are open or booked as metrics and health show them, counted at most every few
 * seconds.
 */
final class OpenBreaks implements MeterBinder {

    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private final Reconciliation reconciliation;
    private final Iterable<String> counterparties;
    private @Nullable Counted counted;

    private record Counted(List<OpenBreaksView> breaks, long at) {}

    OpenBreaks(Reconciliation reconciliation, Iterable<String> counterparties) {
        this.reconciliation = reconciliation;
        this.counterparties = counterparties;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String counterparty : counterparties) {
            for (Kind kind : Kind.values()) {
                Gauge.builder(
                                "nusqau.reconciliation.breaks.open",
                                this,
                                breaks -> breaks.open(counterparty, kind.word()))
                        .description("What a counterparty and the ledger tell differently")
                        .tags("counterparty", counterparty, "kind", kind.word())
                        .register(registry);
            }
        }
        Gauge.builder(
                        "nusqau.reconciliation.breaks.oldest",
                        this,
                        breaks -> breaks.oldestDays(false))
                .description("Age of the oldest open break")
                .baseUnit("days")
                .register(registry);
        for (String counterparty : counterparties) {
            Gauge.builder(
                            "nusqau.reconciliation.suspense.open",
                            this,
                            breaks -> breaks.booked(counterparty))
                    .description("Breaks whose money is in suspense")
                    .tags("counterparty", counterparty)
                    .register(registry);
        }
        Gauge.builder(
                        "nusqau.reconciliation.suspense.oldest",
                        this,
                        breaks -> breaks.oldestDays(true))
                .description("Age of the oldest break whose money is in suspense")
                .baseUnit("days")
                .register(registry);
    }

    private double open(String counterparty, String kind) {
        return lately().stream()
                .filter(each -> !each.isBooked())
                .filter(each -> each.counterparty().equals(counterparty))
                .filter(each -> each.kind().equals(kind))
                .mapToLong(OpenBreaksView::open)
                .sum();
    }

    private double booked(String counterparty) {
        return lately().stream()
                .filter(OpenBreaksView::isBooked)
                .filter(each -> each.counterparty().equals(counterparty))
                .mapToLong(OpenBreaksView::open)
                .sum();
    }

    private double oldestDays(boolean booked) {
        return lately().stream()
                .filter(each -> each.isBooked() == booked)
                .mapToLong(each -> ChronoUnit.DAYS.between(each.oldestDay(), today()))
                .max()
                .orElse(0);
    }

    private synchronized List<OpenBreaksView> lately() {
        Counted known = counted;
        if (known == null || System.nanoTime() - known.at > FRESH_NANOS) {
            known = new Counted(reconciliation.open(), System.nanoTime());
            counted = known;
        }
        return known.breaks;
    }

    List<OpenBreaksView> now() {
        return reconciliation.open();
    }

    LocalDate today() {
        return reconciliation.imports().today();
    }
}
