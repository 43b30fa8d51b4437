package kz.nusqau.simulator.smsc;

import java.time.Duration;

/** When the SMSC offers a message again that the ESME could not take. */
public record Redelivery(Duration first, double factor, Duration longest, Duration keepFor) {

    public static final Redelivery USUAL =
            new Redelivery(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), Duration.ofHours(24));

    /** The same pause before each attempt: for tests that can't wait. */
    public static Redelivery every(Duration pause) {
        return new Redelivery(pause, 1, pause, Duration.ofHours(24));
    }

    Duration pauseAfter(int attempts) {
        double millis = first.toMillis() * Math.pow(factor, Math.max(0, attempts - 1));
        return Duration.ofMillis((long) Math.min(millis, (double) longest.toMillis()));
    }
}
