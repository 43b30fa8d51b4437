package kz.nusqau.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import kz.nusqau.shared.WorkReason;
import org.jspecify.annotations.Nullable;

/**
 * Planned work and its time.
 *
 * @param counterparty id of the one that is worked on; null for the whole hub
 * @param end where it was ended early, the moment of that
 * @param urgent it was planned without the notice that others get
 * @param calledOff before it began
 * @param told how far partners were told of it
 */
public record WorkWindow(
        long id,
        @Nullable String counterparty,
        Instant start,
        Instant end,
        WorkReason reason,
        boolean urgent,
        String who,
        boolean calledOff,
        Told told) {

    /** What partners know of it, in the order in which they hear. */
    public enum Told {
        NOTHING,
        PLANNED,
        BEGUN,
        ENDED
    }

    static final Comparator<WorkWindow> BY_TIME =
            Comparator.comparing(WorkWindow::start).thenComparingLong(WorkWindow::id);

    /** So long before it partners hear of it: a little more than the rule asks (R-OPS-1). */
    private static final Duration TOLD_BEFORE = PlannedWork.NOTICE.plusMinutes(1);

    public boolean isUnderWay(Instant at) {
        return !calledOff && !at.isBefore(start) && at.isBefore(end);
    }

    public boolean isOver(Instant at) {
        return calledOff || !at.isBefore(end);
    }

    /** Whether something that needs these counterparties has to wait for its end. */
    boolean holdsUp(Collection<String> counterparties) {
        return counterparty == null || counterparties.contains(counterparty);
    }

    /** What partners are to be told by now. */
    Told due(Instant at) {
        if (isOver(at)) {
            return Told.ENDED;
        }
        if (isUnderWay(at)) {
            return Told.BEGUN;
        }
        return at.isBefore(start.minus(TOLD_BEFORE)) ? Told.NOTHING : Told.PLANNED;
    }
}
