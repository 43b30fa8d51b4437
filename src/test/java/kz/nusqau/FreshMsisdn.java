package kz.nusqau;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Phone numbers that no other test of this JVM has: activ's, prepaid and well off in the sandboxes'
 * world. No test writes out a number of their range, 7701 8…
 */
public final class FreshMsisdn {

    private static final AtomicLong LAST = new AtomicLong(77_018_000_000L);

    private FreshMsisdn() {}

    public static String next() {
        return Long.toString(LAST.incrementAndGet());
    }
}
