package kz.nusqau.counterparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are Almaty's; it is five hours ahead of UTC. */
@Tag("R-INS-7")
class OperationalDayTest {

    private static final OperationalDay DAY =
            new OperationalDay(
                    LocalTime.of(17, 0),
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    Set.of(
                            LocalDate.of(2026, 3, 23),
                            LocalDate.of(2026, 3, 24),
                            LocalDate.of(2026, 3, 25)));

    @ParameterizedTest
    @CsvSource({
        // received, value date, refused by the end of it, executed by the end of the next
        "2026-03-17T00:00, 2026-03-17, 2026-03-18, 2026-03-19",
        "2026-03-17T16:59:59, 2026-03-17, 2026-03-18, 2026-03-19",
        "2026-03-17T17:00, 2026-03-18, 2026-03-19, 2026-03-20",
        "2026-03-17T23:59:59, 2026-03-18, 2026-03-19, 2026-03-20",
        // Friday; the weekend and Nauryz follow
        "2026-03-20T12:00, 2026-03-20, 2026-03-21, 2026-03-27",
        "2026-03-20T17:00, 2026-03-26, 2026-03-27, 2026-03-28",
        "2026-03-21T12:00, 2026-03-26, 2026-03-27, 2026-03-28",
        "2026-03-24T12:00, 2026-03-26, 2026-03-27, 2026-03-28",
        "2026-03-26T17:00, 2026-03-27, 2026-03-28, 2026-03-31",
    })
    void belongsToTheDayOfItsReceiptOrTheNext(
            String received, LocalDate valueDate, String refusedBefore, String executedBefore) {
        Instant at = almaty(received);

        assertThat(DAY.valueDate(at)).isEqualTo(valueDate);
        assertThat(DAY.refusedBy(at)).isEqualTo(almaty(refusedBefore + "T00:00"));
        assertThat(DAY.executedBy(at)).isEqualTo(almaty(executedBefore + "T00:00"));
    }

    private static Instant almaty(String local) {
        return java.time.LocalDateTime.parse(local).atZone(OperationalDay.ZONE).toInstant();
    }

    @Test
    void needsADayOnWhichTheBankWorks() {
        assertThatThrownBy(() -> new OperationalDay(LocalTime.NOON, Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
