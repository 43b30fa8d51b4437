package kz.nusqau.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 7, 8, 9, 15, 16, 17, 999, 1_000, 65_535, 65_536, 3_600_000_000L})
    void tellsWhatItSawToAnEighth(long micros) {
        latencies.record(Duration.ofNanos(micros * 1_000).toNanos());

        long told = latencies.counts().within(0.99).orElseThrow().toNanos() / 1_000;

        assertThat(told).isBetween(micros, micros + micros / 8 + 1);
    }

    @Test
    void leavesOneInAHundredOut() {
        LongStream.range(0, 99).forEach(each -> latencies.record(millis(10)));
        latencies.record(millis(5_000));

        assertThat(latencies.counts().within(0.99).orElseThrow()).isLessThan(Duration.ofMillis(12));
        latencies.record(millis(5_000));
        assertThat(latencies.counts().within(0.99).orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void tellsWhatCameSince() {
        latencies.record(millis(5_000));
        var before = latencies.counts();

        assertThat(latencies.counts().since(before).within(0.99)).isEmpty();
        latencies.record(millis(10));
        assertThat(latencies.counts().since(before).total()).isEqualTo(1);
        assertThat(latencies.counts().since(before).within(0.99).orElseThrow())
                .isLessThan(Duration.ofMillis(12));
    }

    @Test
    void countsWhatIsLongerThanAllBuckets() {
        latencies.record(Long.MAX_VALUE);
        latencies.record(-1);

        assertThat(latencies.counts().total()).isEqualTo(2);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
