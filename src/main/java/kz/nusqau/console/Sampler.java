package kz.nusqau.console;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import kz.nusqau.platform.Node;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps the figures of each minute. Each node does so for itself: how fast things go only the node
 * knows that does them, and none has to wait for another to be missed.
 */
@Component
class Sampler {

    private final Overview overview;
    private final Samples samples;
    private final Node node;
    private final Clock clock;
    private @Nullable Instant last;

    Sampler(Overview overview, Samples samples, Node node, Clock clock) {
        this.overview = overview;
        this.samples = samples;
        this.node = node;
        this.clock = clock;
    }

    /** Does nothing until a minute begins. A minute that can't be kept is missing. */
    synchronized void turn() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (minute.equals(last)) {
            return;
        }
        last = minute;
        Map<Figure, Double> values = overview.lastMinute();
        samples.keep(minute, node.id(), values);
        samples.forget(minute.minus(Samples.KEPT));
    }
}
