package kz.nusqau.sms;

import static kz.nusqau.sms.FairUse.Verdict.PAUSED;
import static kz.nusqau.sms.FairUse.Verdict.TOO_MANY;
import static kz.nusqau.sms.FairUse.Verdict.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import kz.nusqau.shared.SubscriberId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-LIM-3")
class FairUseTest {

    private static final SubscriberId MACHINE = new SubscriberId(new UUID(1, 1));
    private static final SubscriberId PERSON = new SubscriberId(new UUID(1, 2));

    private final AtomicLong now = new AtomicLong(1_000);
    private final FairUse fairUse = of(60);

    @Test
    void pausesWhoTextsTooMuchAndNobodyElse() {
        for (int i = 0; i < 60; i++) {
            assertThat(fairUse.judge(MACHINE)).isEqualTo(WELCOME);
        }

        assertThat(fairUse.judge(MACHINE)).isEqualTo(TOO_MANY);
        assertThat(fairUse.judge(MACHINE)).isEqualTo(PAUSED);
        assertThat(fairUse.judge(PERSON)).isEqualTo(WELCOME);
    }

    @Test
    void welcomesAgainAfterThePause() {
        for (int i = 0; i < 62; i++) {
            fairUse.judge(MACHINE);
        }

        pass(Duration.ofMinutes(10).minusNanos(1));
        assertThat(fairUse.judge(MACHINE)).isEqualTo(PAUSED);
        pass(Duration.ofNanos(1));
        assertThat(fairUse.judge(MACHINE)).isEqualTo(WELCOME);
    }

    @Test
    void neverPausesWhoKeepsToTheRate() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(fairUse.judge(MACHINE)).isEqualTo(WELCOME);
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void hasNoLimitWithoutOne() {
        var unlimited = of(0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(unlimited.judge(MACHINE)).isEqualTo(WELCOME);
        }
    }

    private FairUse of(int texts) {
        return new FairUse(
                new FairUseProperties(texts, Duration.ofMinutes(1), Duration.ofMinutes(10)),
                now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
