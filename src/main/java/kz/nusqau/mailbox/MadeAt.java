package kz.nusqau.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** When ids of version 7 were made, so that only the partitions of that time are searched. */
final class MadeAt {

    private static final int TIME_ORDERED = 7;

    /** Clocks of nodes and database differ by less. */
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private MadeAt() {}

    /** Not after anything that happened to what has this id. */
    static Instant earliest(UUID id) {
        if (id.version() != TIME_ORDERED) {
            return Instant.EPOCH;
        }
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16).minus(TOLERANCE);
    }

    static Instant earliest(Collection<UUID> ids) {
        return ids.stream().map(MadeAt::earliest).min(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
