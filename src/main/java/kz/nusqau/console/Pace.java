package kz.nusqau.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import kz.nusqau.platform.Latencies;
import org.jspecify.annotations.Nullable;

/** What counters said lately, so that it can be told how fast they go. Not thread-safe. */
final class Pace {

    static final Duration NOW = Duration.ofSeconds(10);
    static final Duration MINUTE = Duration.ofMinutes(1);

    /** So that there is one a minute old, also where only one a minute is taken. */
    private static final Duration KEPT = Duration.ofSeconds(150);

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /** A minute has passed where the clock is a little early. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private final Deque<Reading> readings = new ArrayDeque<>();

    /** All counters at one moment. */
    record Reading(long nanos, Map<Figure, Long> counts, Map<Figure, Latencies.Counts> latencies) {}

    void note(Reading reading) {
        readings.addLast(reading);
        while (age(readings.getFirst()) > KEPT.toNanos()) {
            readings.removeFirst();
        }
    }

    private long age(Reading reading) {
        return readings.getLast().nanos() - reading.nanos();
    }

    /** The youngest that is so old, or the oldest; null where the last one is the only one. */
    private @Nullable Reading before(Duration window) {
        if (readings.size() < 2) {
            return null;
        }
        Iterator<Reading> fromYoungest = readings.descendingIterator();
        Reading found = fromYoungest.next();
        while (fromYoungest.hasNext() && age(found) < window.minus(SLACK).toNanos()) {
            found = fromYoungest.next();
        }
        return found;
    }

    /** How much it has grown each second of late; empty where that can't be told yet. */
    OptionalDouble perSecond(Figure figure, Duration window) {
        Reading before = before(window);
        OptionalLong grown = grown(figure, window);
        return before == null || grown.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(grown.getAsLong() * SECOND / age(before));
    }

    /** How much it has grown of late; empty where that can't be told yet. */
    OptionalLong grown(Figure figure, Duration window) {
        Reading before = before(window);
        if (before == null) {
            return OptionalLong.empty();
        }
        Long then = before.counts().get(figure);
        Long now = readings.getLast().counts().get(figure);
        return then == null || now == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, now - then));
    }

    /** So long took all but one in a hundred of late; empty where there were none. */
    Optional<Duration> slowest(Figure figure, Duration window) {
        Reading before = before(window);
        if (before == null) {
            return Optional.empty();
        }
        Latencies.Counts then = before.latencies().get(figure);
        Latencies.Counts now = readings.getLast().latencies().get(figure);
        return then == null || now == null ? Optional.empty() : now.since(then).within(0.99);
    }
}
