package kz.nusqau.sms.smpp;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling, with jitter, so that the sessions of many
 * nodes don't come back all at once.
 *
 * @param afterRefusal after the SMSC refused who we are: it may lock an account that hammers
 */
record Backoff(Duration first, Duration most, Duration afterRefusal) {

    static final Backoff DEFAULT =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1));

    private static final int LARGEST_SHIFT = 20;

    /** The wait after so many failures in a row, at least one. */
    Duration after(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(failures - 1, LARGEST_SHIFT);
        return jittered(Math.min(doubled, most.toMillis()), random);
    }

    Duration afterRefusal(RandomGenerator random) {
        return jittered(afterRefusal.toMillis(), random);
    }

    private static Duration jittered(long millis, RandomGenerator random) {
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }
}
