package kz.nusqau.reconciliation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.DayFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the files of days that are over, once it is late enough: all since the last that was
 * taken in, or yesterday's. What is not there yet is asked for again at the next turn. Several
 * nodes may do it at once, as a file is taken in once.
 */
final class DailyFetch {

    private static final Logger LOG = LoggerFactory.getLogger(DailyFetch.class);
    private static final int MOST_DAYS = 31;

    private final DayFiles dayFiles;
    private final DayFileStore store;
    private final Imports imports;
    private final LocalTime at;
    private final Clock clock;

    DailyFetch(DayFiles dayFiles, DayFileStore store, Imports imports, LocalTime at, Clock clock) {
        this.dayFiles = dayFiles;
        this.store = store;
        this.imports = imports;
        this.at = at;
        this.clock = clock;
    }

    void turn() {
        ZonedDateTime now = clock.instant().atZone(Day.ZONE);
        LocalDate last = now.toLocalDate().minusDays(now.toLocalTime().isBefore(at) ? 2 : 1);
        dayFiles.counterparties().forEach(each -> fetch(each, last));
    }

    private void fetch(String counterparty, LocalDate last) {
        LocalDate first = store.lastDay(counterparty).map(day -> day.plusDays(1)).orElse(last);
        for (LocalDate day = latest(first, last.minusDays(MOST_DAYS));
                !day.isAfter(last);
                day = day.plusDays(1)) {
            try {
                imports.fetch(new Day(counterparty, day), "hub");
            } catch (CounterpartyUnavailable | MalformedFile e) {
                LOG.warn("no file of {} {} yet: {}", counterparty, day, e.getMessage());
                if (e instanceof MalformedFile || !dayFiles.mayBeMissing(counterparty, day)) {
                    return;
                }
            }
        }
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
