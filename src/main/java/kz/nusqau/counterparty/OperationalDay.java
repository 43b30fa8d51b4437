package kz.nusqau.counterparty;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * A bank's operational days, in Almaty (R-INS-7). An order belongs to the day on which it is
 * received, or to the next one when it comes at the cut-off or later, or when the bank doesn't
 * work. A day ends at midnight: the cut-off only tells to which one an order belongs.
 *
 * @param holidays on which the bank doesn't work, whatever day of the week they are
 */
public record OperationalDay(
        LocalTime cutOff, Set<DayOfWeek> workingDays, Set<LocalDate> holidays) {

    public static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    public OperationalDay {
        workingDays = Set.copyOf(workingDays);
        holidays = Set.copyOf(holidays);
        if (workingDays.isEmpty()) {
            throw new IllegalArgumentException("a bank works on some day of the week");
        }
    }

    public boolean isWorking(LocalDate date) {
        return workingDays.contains(date.getDayOfWeek()) && !holidays.contains(date);
    }

    /** The operational day to which an order received then belongs, at the earliest executed on. */
    public LocalDate valueDate(Instant received) {
        ZonedDateTime at = received.atZone(ZONE);
        LocalDate date = at.toLocalDate();
        return isWorking(date) && at.toLocalTime().isBefore(cutOff) ? date : after(date);
    }

    /** The next day on which the bank works. */
    private LocalDate after(LocalDate date) {
        LocalDate next = date.plusDays(1);
        while (!isWorking(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    /** From then on the bank may no longer refuse an order received at that moment. */
    public Instant refusedBy(Instant received) {
        return end(valueDate(received));
    }

    /** By then the bank has to have executed an order received at that moment. */
    public Instant executedBy(Instant received) {
        return end(after(valueDate(received)));
    }

    private static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZONE).toInstant();
    }
}
