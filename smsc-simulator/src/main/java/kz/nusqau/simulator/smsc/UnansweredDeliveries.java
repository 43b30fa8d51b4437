package kz.nusqau.simulator.smsc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The window of one session: what was sent and not yet answered, oldest first. */
final class UnansweredDeliveries {

    /** One delivery under way. */
    record InFlight(PendingDelivery delivery, @Nullable SmscFault fault, long sentNanos) {}

    private final LinkedHashMap<Integer, InFlight> bySequence = new LinkedHashMap<>();
    private volatile int count;

    void add(int sequence, InFlight delivery) {
        bySequence.put(sequence, delivery);
        count = bySequence.size();
    }

    @Nullable InFlight remove(int sequence) {
        var delivery = bySequence.remove(sequence);
        count = bySequence.size();
        return delivery;
    }

    /** Takes out those sent before an instant. */
    List<InFlight> removeSentBefore(long nanos) {
        var old = new ArrayList<InFlight>();
        var each = bySequence.values().iterator();
        while (each.hasNext()) {
            var delivery = each.next();
            if (delivery.sentNanos() - nanos >= 0) {
                break;
            }
            old.add(delivery);
            each.remove();
        }
        count = bySequence.size();
        return old;
    }

    List<InFlight> removeAll() {
        var all = List.copyOf(bySequence.values());
        bySequence.clear();
        count = 0;
        return all;
    }

    /** Readable from any thread. */
    int count() {
        return count;
    }
}
