package kz.nusqau.failedmessages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class TalliesTest {

    private static final long MANY = 100_000;

    private Instant now = Instant.parse("2026-11-23T07:00:00Z");
    private long open;
    private boolean isAway;
    private final Queue<Runnable> aside = new ArrayDeque<>();
    private final Tallies tallies = new Tallies(this::counted, new MovedClock(), aside::add);

    @Test
    void countsAFewEachTime() {
        open = 10;
        assertThat(tallies.now().all()).isEqualTo(10);

        open = 9;

        assertThat(tallies.now().all()).isEqualTo(9);
        assertThat(aside).isEmpty();
    }

    @Test
    void ofVeryManyTheLastCountDoesForSeconds() {
        open = MANY;
        tallies.now();
        open = MANY + 1;

        now = now.plusSeconds(10);

        assertThat(tallies.now().all()).isEqualTo(MANY);
        assertThat(aside).isEmpty();
    }

    @Test
    void nobodyWaitsWhileVeryManyAreCountedAnew() {
        open = MANY;
        tallies.now();
        open = MANY + 1;
        now = now.plusSeconds(11);

        assertThat(tallies.now().all()).isEqualTo(MANY);
        assertThat(tallies.now().all()).isEqualTo(MANY);

        assertThat(aside).hasSize(1);
        aside.remove().run();
        assertThat(tallies.now().all()).isEqualTo(MANY + 1);
    }

    @Test
    void nobodyGetsACountThatIsMuchOlder() {
        open = MANY;
        tallies.now();
        open = MANY + 1;

        now = now.plus(Duration.ofMinutes(2));

        assertThat(tallies.now().all()).isEqualTo(MANY + 1);
    }

    @Test
    void countsAgainAfterACountThatFailed() {
        open = MANY;
        tallies.now();
        now = now.plusSeconds(11);
        tallies.now();
        isAway = true;
        aside.remove().run();
        isAway = false;

        tallies.now();

        assertThat(aside).hasSize(1);
    }

    private Tally counted(Instant at) {
        if (isAway) {
            throw new QueryTimeoutException("away");
        }
        return new Tally(
                at,
                List.of(
                        new Tally.Count(
                                Source.COMMAND,
                                "billing",
                                "route",
                                "down",
                                Age.DAY,
                                open,
                                at,
                                at)));
    }

    private final class MovedClock extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
