package kz.nusqau.failedmessages;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** For how long a message has been waiting: one of these, the first that fits. */
public enum Age {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7)),
    OLDER(Duration.ofDays(36_500));

    private final Duration atMost;

    Age(Duration atMost) {
        this.atMost = atMost;
    }

    /** What is of this age has been waiting since this time or later. */
    public Instant since(Instant now) {
        return now.minus(atMost);
    }

    /** And since before this time; null for the youngest. */
    public @Nullable Instant until(Instant now) {
        return switch (this) {
            case HOUR -> null;
            case DAY -> HOUR.since(now);
            case WEEK -> DAY.since(now);
            case OLDER -> WEEK.since(now);
        };
    }

    public static Age of(Instant firstFailedAt, Instant now) {
        return Stream.of(values())
                .filter(age -> !firstFailedAt.isBefore(age.since(now)))
                .findFirst()
                .orElse(OLDER);
    }
}
