package kz.nusqau.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Planned work of these days, earliest first.
 *
 * @param all also what was over less than a day ago
 */
public record WorkWindows(List<WorkWindow> all) {

    public static final WorkWindows NONE = new WorkWindows(List.of());

    public WorkWindows {
        all = all.stream().sorted(WorkWindow.BY_TIME).toList();
    }

    /**
     * The work at that moment on the hub, or on one of the counterparties: of several the one that
     * ends last.
     */
    public Optional<WorkWindow> underWay(Instant at, Collection<String> counterparties) {
        return all.stream()
                .filter(window -> window.isUnderWay(at) && window.holdsUp(counterparties))
                .max(Comparator.comparing(WorkWindow::end));
    }

    /**
     * When a time is up that stands still during work on the hub, or on one of the counterparties:
     * nothing that was accepted runs out because of it (R-OPS-1).
     */
    public Instant prolonged(Instant from, Instant until, Collection<String> counterparties) {
        Instant counted = from;
        Instant prolonged = until;
        for (WorkWindow window : all) {
            Instant begin = window.start().isAfter(counted) ? window.start() : counted;
            if (!window.calledOff()
                    && window.holdsUp(counterparties)
                    && begin.isBefore(prolonged)
                    && begin.isBefore(window.end())) {
                prolonged = prolonged.plus(Duration.between(begin, window.end()));
                counted = window.end();
            }
        }
        return prolonged;
    }
}
