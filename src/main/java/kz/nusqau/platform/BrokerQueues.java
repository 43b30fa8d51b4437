package kz.nusqau.platform;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The queues of the broker in this process; of a broker elsewhere nothing is known here. */
public final class BrokerQueues {

    private final @Nullable Supplier<List<QueueView>> reading;

    /**
     * @param reading null for a broker elsewhere
     */
    public BrokerQueues(@Nullable Supplier<List<QueueView>> reading) {
        this.reading = reading;
    }

    /**
     * One queue.
     *
     * @param messages those under way included
     * @param oldest when the first that nobody has taken yet came; null where none waits
     */
    public record QueueView(String name, long messages, int consumers, @Nullable Instant oldest) {}

    public boolean areKnown() {
        return reading != null;
    }

    /** By name. */
    public List<QueueView> all() {
        return reading == null ? List.of() : reading.get();
    }
}
