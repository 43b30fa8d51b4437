package kz.nusqau.simulator.bank;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import kz.nusqau.simulator.counterparty.DayFile;

/** When a bank executes what it is ordered to: from Monday to Friday, but for holidays. */
final class BankingDays {

    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final LocalTime OPENS = LocalTime.of(9, 0);

    // The days that are kept in Kazakhstan; those of a year that is not there are working days.
    private static final Set<LocalDate> HOLIDAYS = holidays();

    private final LocalTime cutOff;

    BankingDays(LocalTime cutOff) {
        this.cutOff = cutOff;
    }

    private static Set<LocalDate> holidays() {
        try (InputStream in =
                        Objects.requireNonNull(
                                BankingDays.class.getResourceAsStream("holidays.txt"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LocalDate date(Instant at) {
        return at.atZone(DayFile.ZONE).toLocalDate();
    }

    /** When work begins on a day. */
    static Instant opening(LocalDate day) {
        return day.atTime(OPENS).atZone(DayFile.ZONE).toInstant();
    }

    /**
     * The day of an order.
     *
     * @param requested not earlier than this
     */
    LocalDate executedOn(Instant received, LocalDate requested) {
        var at = received.atZone(DayFile.ZONE);
        var day = at.toLocalTime().isBefore(cutOff) ? date(received) : date(received).plusDays(1);
        if (requested.isAfter(day)) {
            day = requested;
        }
        while (WEEKEND.contains(day.getDayOfWeek()) || HOLIDAYS.contains(day)) {
            day = day.plusDays(1);
        }
        return day;
    }
}
