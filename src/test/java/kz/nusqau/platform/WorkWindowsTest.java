package kz.nusqau.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.nusqau.platform.WorkWindow.Told;
import kz.nusqau.shared.WorkReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What planned work stands in the way of, and whose time it takes. */
@Tag("R-OPS-1")
class WorkWindowsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> KASPI = List.of("billing", "kaspi");

    private final WorkWindow onKaspi = window(1, "kaspi", 60, 120, false);
    private final WorkWindow onHub = window(2, null, 90, 150, false);
    private final WorkWindows both = new WorkWindows(List.of(onHub, onKaspi));

    private static WorkWindow window(
            long id, @Nullable String counterparty, int from, int to, boolean calledOff) {
        return new WorkWindow(
                id,
                counterparty,
                minute(from),
                minute(to),
                WorkReason.UPDATE,
                false,
                "supervisor",
                calledOff,
                Told.NOTHING);
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    @Test
    void beginsAndEndsByTheClock() {
        assertThat(both.underWay(minute(60).minusNanos(1), KASPI)).isEmpty();
        assertThat(both.underWay(minute(60), KASPI)).contains(onKaspi);
        assertThat(both.underWay(minute(60), List.of("halyk"))).isEmpty();
        assertThat(both.underWay(minute(90), List.of())).contains(onHub);
        assertThat(both.underWay(minute(90), KASPI)).contains(onHub);
        assertThat(both.underWay(minute(150), KASPI)).isEmpty();
    }

    @Test
    void stopsNothingWhereItIsCalledOff() {
        var off = new WorkWindows(List.of(window(1, "kaspi", 60, 120, true)));

        assertThat(off.underWay(minute(90), KASPI)).isEmpty();
        assertThat(off.prolonged(minute(0), minute(90), KASPI)).isEqualTo(minute(90));
    }

    @Test
    void takesNobodysTime() {
        // Over before it, begun before it, begun in it, and not of those that are worked on.
        assertThat(both.prolonged(minute(0), minute(60), KASPI)).isEqualTo(minute(60));
        assertThat(both.prolonged(minute(50), minute(70), KASPI)).isEqualTo(minute(160));
        assertThat(both.prolonged(minute(100), minute(102), KASPI)).isEqualTo(minute(152));
        assertThat(both.prolonged(minute(50), minute(70), List.of("halyk"))).isEqualTo(minute(70));
        assertThat(both.prolonged(minute(151), minute(153), KASPI)).isEqualTo(minute(153));
    }

    @Test
    @Tag("R-OPS-9")
    void isDueToBeToldQuarterOfAnHourBefore() {
        assertThat(onKaspi.due(minute(44).minusNanos(1))).isEqualTo(Told.NOTHING);
        assertThat(onKaspi.due(minute(45))).isEqualTo(Told.PLANNED);
        assertThat(onKaspi.due(minute(60))).isEqualTo(Told.BEGUN);
        assertThat(onKaspi.due(minute(120))).isEqualTo(Told.ENDED);
        assertThat(window(1, null, 60, 120, true).due(minute(50))).isEqualTo(Told.ENDED);
    }
}
