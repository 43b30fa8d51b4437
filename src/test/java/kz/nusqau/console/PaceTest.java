package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import kz.nusqau.platform.Latencies;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Figure SENT = new Figure(Measure.BIND_SENT, "kcell");
    private static final Figure CALL = new Figure(Measure.CALL, "billing");

    private final Latencies latencies = new Latencies();
    private final Pace pace = new Pace();

    private void at(int second, long sent) {
        pace.note(
                new Pace.Reading(
                        Duration.ofSeconds(second).toNanos(),
                        Map.of(SENT, sent),
                        Map.of(CALL, latencies.counts())));
    }

    @Test
    void saysNothingOfWhatItSawOnce() {
        at(0, 100);

        assertThat(pace.perSecond(SENT, Pace.NOW)).isEmpty();
        assertThat(pace.slowest(CALL, Pace.NOW)).isEmpty();
    }

    @Test
    void tellsHowFastItGoesNowAndOverAMinute() {
        for (int second = 0; second <= 60; second++) {
            at(second, second < 50 ? 0 : (second - 50) * 30L);
        }

        assertThat(pace.perSecond(SENT, Pace.NOW)).hasValue(30);
        assertThat(pace.perSecond(SENT, Pace.MINUTE)).hasValue(5);
        assertThat(pace.grown(SENT, Pace.MINUTE)).hasValue(300);
    }

    @Test
    void takesWhatThereIsWhereNobodyLooked() {
        at(0, 0);
        at(60, 600);

        assertThat(pace.perSecond(SENT, Pace.NOW)).hasValue(10);
    }

    @Test
    void forgetsWhatIsOld() {
        at(0, 0);
        at(1_000, 1_000);

        assertThat(pace.perSecond(SENT, Pace.MINUTE)).isEmpty();
    }

    @Test
    void knowsNothingOfWhatIsNew() {
        at(0, 0);
        at(10, 10);

        assertThat(pace.perSecond(new Figure(Measure.BIND_SENT, "other"), Pace.NOW)).isEmpty();
    }

    @Test
    void tellsTheSlowestOfLateOnly() {
        latencies.record(Duration.ofSeconds(30).toNanos());
        at(0, 0);
        latencies.record(Duration.ofMillis(10).toNanos());
        at(60, 0);

        assertThat(pace.slowest(CALL, Pace.MINUTE).orElseThrow()).isLessThan(Duration.ofMillis(12));
    }
}
