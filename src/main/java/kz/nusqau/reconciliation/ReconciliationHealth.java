package kz.nusqau.reconciliation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import kz.nusqau.counterparty.DayFiles;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Out of service when a break is unresolved for too long: somebody has to look at it. */
final class ReconciliationHealth implements HealthIndicator {

    private final OpenBreaks open;
    private final DayFiles dayFiles;
    private final DayFileStore store;
    private final int overdueDays;

    ReconciliationHealth(OpenBreaks open, DayFiles dayFiles, DayFileStore store, int overdueDays) {
        this.open = open;
        this.dayFiles = dayFiles;
        this.store = store;
        this.overdueDays = overdueDays;
    }

    @Override
    public Health health() {
        List<OpenBreaksView> breaks = open.now();
        var lastDays = new TreeMap<String, String>();
        for (String counterparty : dayFiles.counterparties()) {
            lastDays.put(
                    counterparty,
                    store.lastDay(counterparty).map(LocalDate::toString).orElse("none"));
        }
        long overdue = breaks.stream().filter(this::isOverdue).count();
        return (overdue > 0 ? Health.outOfService() : Health.up())
                .withDetail("open", count(breaks, false))
                .withDetail("inSuspense", count(breaks, true))
                .withDetail("oldestDay", oldest(breaks).map(LocalDate::toString).orElse("none"))
                .withDetail("lastFiles", lastDays)
                .build();
    }

    private static long count(List<OpenBreaksView> breaks, boolean booked) {
        return breaks.stream()
                .filter(each -> each.isBooked() == booked)
                .mapToLong(OpenBreaksView::open)
                .sum();
    }

    private boolean isOverdue(OpenBreaksView breaks) {
        return ChronoUnit.DAYS.between(breaks.oldestDay(), open.today()) > overdueDays;
    }

    private static Optional<LocalDate> oldest(List<OpenBreaksView> breaks) {
        return breaks.stream().map(OpenBreaksView::oldestDay).min(LocalDate::compareTo);
    }
}
