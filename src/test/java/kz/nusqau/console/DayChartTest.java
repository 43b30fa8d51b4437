package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DayChartTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Figure SENT = Figure.of(Measure.TEXTS_OUT);
    private static final Figure FAILURES = Figure.of(Measure.FAILURES);

    private static Samples.Point point(int minutesAgo, double value) {
        return new Samples.Point(NOW.minus(Duration.ofMinutes(minutesAgo)), value);
    }

    @Test
    void isEmptyWhereNothingWasMeasured() {
        var chart = DayChart.of(SENT, NOW, List.of());

        assertThat(chart.line()).isEmpty();
        assertThat(chart.last()).isNull();
        assertThat(chart.peak()).isNull();
        assertThat(chart.hours()).isEmpty();
    }

    @Test
    void drawsTheMeanOfWhatFlowsAndTheHighestOfWhatStands() {
        List<Samples.Point> points = List.of(point(1_440, 0), point(1_439, 10));

        assertThat(DayChart.of(SENT, NOW, points).line()).isEqualTo("M0 30.0h0");
        assertThat(DayChart.of(FAILURES, NOW, points).line()).isEqualTo("M0 0.0h0");
        assertThat(DayChart.of(SENT, NOW, points).peak()).isEqualTo(points.getLast());
    }

    @Test
    void hasAGapWhereTheHubWasAway() {
        var chart =
                DayChart.of(
                        SENT,
                        NOW,
                        List.of(point(1_440, 5), point(1_435, 10), point(15, 10), point(0, 0)));

        assertThat(chart.line()).isEqualTo("M0 30.0h0L1 0.0M285 0.0h0M287 60.0h0");
        assertThat(chart.area())
                .isEqualTo(
                        "M0 60L0 30.0L1 0.0L1 60ZM285 60L285 0.0L285 60ZM287 60L287 60.0L287 60Z");
    }

    @Test
    void staysInItsBoxAndTellsEachHour() {
        var chart =
                DayChart.of(
                        SENT,
                        NOW,
                        IntStream.rangeClosed(0, 1_440)
                                .mapToObj(minute -> point(1_440 - minute, minute % 60))
                                .toList());

        assertThat(chart.line().split("L")).hasSize(DayChart.WIDTH);
        assertThat(chart.line()).doesNotContain("-").doesNotContain("NaN");
        assertThat(chart.hours()).hasSize(25);
        assertThat(chart.hours().getFirst().mean()).isEqualTo(29.5);
        assertThat(chart.hours().getFirst().most()).isEqualTo(59);
        assertThat(chart.peak().value()).isEqualTo(59);
        assertThat(chart.last().value()).isZero();
    }
}
