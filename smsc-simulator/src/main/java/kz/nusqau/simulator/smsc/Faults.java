package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The faults that wait: those of a phone first, then those for one PDU, for a time, and by chance.
 */
final class Faults {

    private static final int MAX_WAITING = 100_000;

    private final Map<FaultPoint, Point> points = new EnumMap<>(FaultPoint.class);
    private final Map<String, SmscFault> byPhone = new HashMap<>();

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

    synchronized void toPhone(String digits, SmscFault fault) {
        byPhone.put(digits, fault);
    }

    synchronized void clearPhone(String digits) {
        byPhone.remove(digits);
    }

    synchronized void clear() {
        byPhone.clear();
        points.replaceAll((at, point) -> new Point());
    }

    /** For a message to this phone. */
    synchronized @Nullable SmscFault nextSubmit(String digits) {
        var fault = byPhone.isEmpty() ? null : byPhone.get(digits);
        return fault != null ? fault : next(FaultPoint.SUBMIT);
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
