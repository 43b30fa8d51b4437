package kz.nusqau.proof;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** When and what to kill, drawn from a seed: the same seed gives the same schedule. */
record KillSchedule(long seed, List<Kill> kills) {

    /** From which moment the time to the kill counts. */
    enum From {
        /** The launch of the process: the kill may well come before it is ready. */
        LAUNCH,
        /** The moment it was ready. */
        READY
    }

    enum Victim {
        HUB,
        /** The hub and its PostgreSQL, as when the machine is reset. */
        HUB_AND_DATABASE
    }

    record Kill(From from, Duration after, Victim victim) {}

    private static final double DURING_START = 0.25;
    private static final double WITH_DATABASE = 0.25;
    private static final int LONGEST_MILLIS = 8_000;

    static KillSchedule of(long seed, int kills) {
        var random = new Random(seed);
        return new KillSchedule(seed, Stream.generate(() -> kill(random)).limit(kills).toList());
    }

    /** The seed asked for with {@code -Dproof.seed=…}, or a new one. */
    static long askedOrNewSeed() {
        Long asked = Long.getLong("proof.seed");
        return asked == null ? System.nanoTime() & 0xffff_ffffL : asked;
    }

    private static Kill kill(Random random) {
        return new Kill(
                random.nextDouble() < DURING_START ? From.LAUNCH : From.READY,
                Duration.ofMillis(random.nextInt(100, LONGEST_MILLIS)),
                random.nextDouble() < WITH_DATABASE ? Victim.HUB_AND_DATABASE : Victim.HUB);
    }
}
