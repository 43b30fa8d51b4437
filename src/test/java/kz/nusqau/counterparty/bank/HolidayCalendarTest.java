package kz.nusqau.counterparty.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-INS-7")
class HolidayCalendarTest {

    private static final String SHIPPED = "classpath:calendar/kazakhstan.yaml";

    /** Days off wherever they fall; the others move off a weekend. */
    private static final Set<String> NEVER_MOVED = Set.of("01-07");

    @ParameterizedTest
    @ValueSource(ints = {2026, 2027})
    void hasEveryHolidayOrTheDayToWhichItMoves(int year) {
        Set<LocalDate> holidays =
                Stream.concat(
                                Stream.of(
                                        "01-01", "01-02", "01-07", "03-08", "03-21", "03-22",
                                        "03-23", "05-01", "05-07", "05-09", "07-06", "10-25",
                                        "12-16"),
                                year >= 2027 ? Stream.of("03-15") : Stream.of())
                        .map(day -> LocalDate.parse(year + "-" + day))
                        .collect(Collectors.toSet());
        var expected = new java.util.TreeSet<LocalDate>();
        holidays.stream().filter(day -> !isWeekend(day)).forEach(expected::add);
        holidays.stream()
                .sorted()
                .filter(HolidayCalendarTest::isWeekend)
                .filter(day -> !NEVER_MOVED.contains(day.toString().substring(5)))
                .forEach(day -> expected.add(moved(day, expected)));
        if (year == 2026) {
            expected.add(LocalDate.of(2026, 5, 27));
        }

        assertThat(HolidayCalendar.of(SHIPPED))
                .filteredOn(day -> Year.from(day).getValue() == year && !isWeekend(day))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static LocalDate moved(LocalDate day, Set<LocalDate> taken) {
        LocalDate to = day;
        while (isWeekend(to) || taken.contains(to)) {
            to = to.plusDays(1);
        }
        return to;
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-13-01\": New Year\n",
                "- \"2026-01-01\"\n",
                "\"2026-01-01\": New Year\n\"2026-01-01\": Again\n",
                "New Year"
            })
    void namesTheFileAtFault(String content, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("days.yaml"), content);

        assertThatThrownBy(() -> HolidayCalendar.of(file.toUri().toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("days.yaml");
        assertThatThrownBy(() -> HolidayCalendar.of(folder + "/none.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void listsWhatTheSimulatorKeepsToo() throws Exception {
        try (var theirs =
                kz.nusqau.simulator.bank.BankSandbox.class.getResourceAsStream("holidays.txt")) {
            assertThat(new String(theirs.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .hasLineCount(HolidayCalendar.of(SHIPPED).size());
        }
    }
}
