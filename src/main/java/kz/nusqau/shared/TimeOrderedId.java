package kz.nusqau.shared;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** UUID version 7 (RFC 9562): sorts by creation time, so that new rows share index pages. */
public final class TimeOrderedId {

    private static final int VERSION = 7;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedId() {}

    /** Of the same time as the given one, and always the same for it and the number. */
    public static UUID beside(UUID id, int number) {
        if (number < 1 || number > 1000) {
            throw new IllegalArgumentException("1 to 1000: " + number);
        }
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ number);
    }

    /** When it was made, by the clock of the node that made it. */
    public static Instant madeAt(UUID id) {
        if (id.version() != VERSION) {
            throw new IllegalArgumentException("not ordered by time: " + id);
        }
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    public static UUID next() {
        long random = RANDOM.nextLong();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random & 0x0FFF);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
