package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The faults that wait: those for one PDU first, then those for a time, then those by chance. */
final class Faults {

    private static final int MAX_WAITING = 100_000;

    private final Map<FaultPoint, Point> points = new EnumMap<>(FaultPoint.class);

    private static final class Point {
        private final ArrayDeque<SmscFault> once = new ArrayDeque<>();
        private @Nullable SmscFault lasting;
        private long lastingUntil;
        private List<SmscFault> byChance = List.of();
        private double chance;
        private Random random = new Random(0);

        private @Nullable SmscFault next() {
            var fault = once.poll();
            if (fault != null) {
                return fault;
            }
            if (lasting != null && System.nanoTime() - lastingUntil < 0) {
                return lasting;
            }
            lasting = null;
            return !byChance.isEmpty() && random.nextDouble() < chance
                    ? byChance.get(random.nextInt(byChance.size()))
                    : null;
        }

        /** So that the hot path pays one read. */
        private boolean isQuiet() {
            return once.isEmpty() && lasting == null && byChance.isEmpty();
        }
    }

    Faults() {
        for (var point : FaultPoint.values()) {
            points.put(point, new Point());
        }
    }

    synchronized void enqueue(FaultPoint at, List<SmscFault> faults) {
        var once = at(at).once;
        if (once.size() + faults.size() > MAX_WAITING) {
            throw new IllegalStateException("more than " + MAX_WAITING + " faults wait at " + at);
        }
        once.addAll(faults);
    }

    synchronized void during(FaultPoint at, Duration time, SmscFault fault) {
        var point = at(at);
        point.lasting = fault;
        point.lastingUntil = System.nanoTime() + time.toNanos();
    }

    synchronized void sometimes(FaultPoint at, double chance, long seed, List<SmscFault> faults) {
        var point = at(at);
        point.byChance = List.copyOf(faults);
        point.chance = chance;
        point.random = new Random(seed);
    }

    synchronized void clear() {
        points.replaceAll((at, point) -> new Point());
    }

    synchronized @Nullable SmscFault next(FaultPoint at) {
        var point = at(at);
        return point.isQuiet() ? null : point.next();
    }

    private Point at(FaultPoint at) {
        var point = points.get(at);
        if (point == null) {
            throw new IllegalStateException("no such point: " + at);
        }
        return point;
    }
}
