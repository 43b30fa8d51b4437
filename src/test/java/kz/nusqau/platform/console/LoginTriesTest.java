package kz.nusqau.platform.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginTriesTest {

    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private Instant now = Instant.parse("2026-11-23T05:00:00Z");
    private final LoginTries tries =
            new LoginTries(
                    new Clock() {
                        @Override
                        public ZoneOffset getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(java.time.ZoneId zone) {
                            return this;
                        }

                        @Override
                        public Instant instant() {
                            return now;
                        }
                    });

    @Test
    void closesANameForThePlaceThatGuessesAndForNoOther() {
        fail("support", HERE, LoginTries.FROM_ONE_PLACE);

        assertThat(tries.isClosed("support", HERE)).isTrue();
        assertThat(tries.isClosed("support", THERE)).isFalse();
        assertThat(tries.isClosed("auditor", HERE)).isFalse();
    }

    @Test
    void closesANameForAllWhenManyPlacesGuess() {
        for (int place = 0; place < LoginTries.FROM_ALL_PLACES; place++) {
            fail("support", "192.0.2." + place, 1);
        }

        assertThat(tries.isClosed("support", "198.51.100.1")).isTrue();
    }

    @Test
    void opensItAgainAfterAWhile() {
        fail("support", HERE, LoginTries.FROM_ONE_PLACE);

        now = now.plus(LoginTries.CLOSED_FOR).plus(Duration.ofSeconds(1));

        assertThat(tries.isClosed("support", HERE)).isFalse();
    }

    @Test
    void forgetsAFewWrongOnesWhenTheRightOneComes() {
        fail("support", HERE, LoginTries.FROM_ONE_PLACE - 1);
        tries.succeeded("support", HERE);

        fail("support", HERE, LoginTries.FROM_ONE_PLACE - 1);

        assertThat(tries.isClosed("support", HERE)).isFalse();
    }

    private void fail(String name, String address, int times) {
        for (int time = 0; time < times; time++) {
            tries.failed(name, address);
        }
    }
}
