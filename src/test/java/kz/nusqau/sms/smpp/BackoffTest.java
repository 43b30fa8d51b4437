package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1));

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "6, 16000", "7, 30000", "1000000, 30000"})
    void doublesUpToItsMostWithJitter(int failures, long most) {
        var waits = new HashSet<Duration>();
        for (int i = 0; i < 100; i++) {
            waits.add(BACKOFF.after(failures, random));
        }

        assertThat(waits)
                .hasSizeGreaterThan(10)
                .allSatisfy(wait -> assertThat(wait.toMillis()).isBetween(most / 2, most));
    }

    @Test
    void waitsLongAfterARefusal() {
        assertThat(BACKOFF.afterRefusal(random))
                .isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
    }
}
