package kz.nusqau.mailbox;

import java.util.ArrayDeque;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/** What one subscriber sent and waits for: one message at a time. Guarded by {@link Lanes}. */
final class Lane {

    enum State {
        READY,
        TAKEN,
        DELAYED
    }

    final SubscriberId subscriber;
    final int partition;
    InboxEntry current;
    State state = State.READY;
    long takenAt;
    int failures;
    int hindrances;
    boolean gone;
    private @Nullable ArrayDeque<InboxEntry> waiting;

    Lane(InboxEntry first) {
        this.subscriber = first.subscriber();
        this.partition = first.partition();
        this.current = first;
    }

    InboxEntry take(long now) {
        state = State.TAKEN;
        takenAt = now;
        return current;
    }

    void queue(InboxEntry entry) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(2);
        }
        waiting.addLast(entry);
    }

    /** Moves on to the next message, if there is one. */
    boolean next() {
        InboxEntry next = waiting == null ? null : waiting.pollFirst();
        if (next == null) {
            gone = true;
            return false;
        }
        current = next;
        failures = 0;
        hindrances = 0;
        return true;
    }

    boolean holds(long id) {
        return current.id() == id
                || (waiting != null && waiting.stream().anyMatch(entry -> entry.id() == id));
    }

    /** Keeps the current message only; returns how many were forgotten. */
    int forgetWaiting() {
        int forgotten = waiting == null ? 0 : waiting.size();
        waiting = null;
        return forgotten;
    }
}
