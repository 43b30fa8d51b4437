package kz.nusqau.platform;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long something took, counted in buckets an eighth of a power of two wide: one addition each,
 * whoever looks at them.
 */
public final class Latencies {

    private static final int BITS = 3;
    private static final int IN_OCTAVE = 1 << BITS;

    /** Up to the 2^36th microsecond: the better part of a day. */
    private static final int BUCKETS = 36 * IN_OCTAVE;

    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);

    public void record(long nanos) {
        buckets.incrementAndGet(bucket(TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    /** As they stand now. */
    public Counts counts() {
        long[] counts = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] = buckets.get(i);
        }
        return new Counts(counts);
    }

    private static int bucket(long micros) {
        long value = Math.max(1, micros);
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int part = (int) (octave < BITS ? value << (BITS - octave) : value >>> (octave - BITS));
        return Math.min(BUCKETS - 1, octave * IN_OCTAVE + part % IN_OCTAVE);
    }

    /** The first microsecond that is too long for the bucket. */
    private static long end(int bucket) {
        int octave = bucket / IN_OCTAVE;
        long part = IN_OCTAVE + bucket % IN_OCTAVE + 1L;
        return octave < BITS ? Math.max(1, part >> (BITS - octave)) : part << (octave - BITS);
    }

    /** What was counted up to a moment. */
    public static final class Counts {

        private final long[] counts;

        private Counts(long[] counts) {
            this.counts = counts;
        }

        /** What has come since those. */
        public Counts since(Counts before) {
            long[] fresh = new long[BUCKETS];
            for (int i = 0; i < BUCKETS; i++) {
                fresh[i] = counts[i] - before.counts[i];
            }
            return new Counts(fresh);
        }

        public long total() {
            long total = 0;
            for (long count : counts) {
                total += count;
            }
            return total;
        }

        /**
         * Not more than so long took that share of them, to an eighth; empty where there were none.
         *
         * @param share 0.99 for all but one in a hundred
         */
        public Optional<Duration> within(double share) {
            long total = total();
            long wanted = (long) Math.ceil(share * total);
            long seen = 0;
            for (int i = 0; total > 0 && i < BUCKETS; i++) {
                seen += counts[i];
                if (seen >= wanted) {
                    return Optional.of(Duration.of(end(i), ChronoUnit.MICROS));
                }
            }
            return Optional.empty();
        }
    }
}
