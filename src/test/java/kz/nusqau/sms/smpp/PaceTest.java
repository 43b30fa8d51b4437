package kz.nusqau.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void keepsTheContractsRate() {
        assertThat(sentWithin(new Pace(100), 0, 10)).isBetween(990L, 1010L);
    }

    @Test
    void hasNoLimitWithoutOne() {
        var pace = new Pace(0);
        for (int i = 0; i < 100_000; i++) {
            assertThat(pace.nanosToWait(i)).isZero();
            pace.left(i);
        }
    }

    @Test
    void halvesOnceForAllAnswersOfOneBurstAndRecovers() {
        var pace = new Pace(100);
        sentWithin(pace, 0, 2);
        for (int i = 0; i < 50; i++) {
            pace.throttled(2 * SECOND + i);
        }
        assertThat(pace.perSecond()).isEqualTo(50);
        assertThat(pace.nanosToWait(2 * SECOND + 1)).isPositive();

        sentWithin(pace, 3, 20);

        assertThat(pace.perSecond()).isEqualTo(100);
    }

    @Test
    void findsARateWhereNoneWasAgreed() {
        var pace = new Pace(0);
        for (int i = 0; i < 3000; i++) {
            pace.left(i * SECOND / 1000);
        }

        pace.throttled(3 * SECOND);

        assertThat(pace.perSecond()).isBetween(450.0, 550.0);
        for (int second = 4; second < 60; second++) {
            assertThat(pace.nanosToWait(second * SECOND)).isGreaterThanOrEqualTo(0);
        }
        assertThat(pace.perSecond()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void takesItsShareOfTheContract() {
        var pace = new Pace(90);

        pace.share(1, 3);
        assertThat(pace.perSecond()).isEqualTo(30);
        pace.share(3, 3);
        assertThat(pace.perSecond()).isEqualTo(90);
    }

    private static long sentWithin(Pace pace, int fromSecond, int seconds) {
        long now = fromSecond * SECOND;
        long end = now + seconds * SECOND;
        long sent = 0;
        while (now < end) {
            long wait = pace.nanosToWait(now);
            if (wait > 0) {
                now += wait;
                continue;
            }
            pace.left(now);
            sent++;
        }
        return sent;
    }
}
