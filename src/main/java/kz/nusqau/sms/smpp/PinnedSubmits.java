package kz.nusqau.sms.smpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What may leave by one session only, in order: screens of dialogues. One that waits for its
 * session's window lets those of other sessions pass. Not safe for use by several threads at once.
 */
final class PinnedSubmits {

    /** Nobody looks at the phone any longer. */
    private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** By their session: however many wait for it, only the first has to be looked at. */
    private final Map<UUID, Deque<Pinned>> waiting = new HashMap<>();

    private int size;

    /** One of them. */
    record Pinned(SubmitSm message, UUID session, WhenAnswered whenDone, long queuedNanos) {}

    /** One that can leave now. */
    record Ready(Pinned pinned, Session session) {}

    /** One that can't leave any more. */
    record Stranded(Pinned pinned, String why) {

        void tell() {
            pinned.whenDone.accept(new SubmitResult.NotSent(why));
        }
    }

    void add(SubmitSm message, UUID session, WhenAnswered whenDone) {
        waiting.computeIfAbsent(session, any -> new ArrayDeque<>())
                .add(new Pinned(message, session, whenDone, System.nanoTime()));
        size++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Takes the first that can leave; null when none can. */
    @Nullable Ready next(Function<UUID, @Nullable Session> sessions) {
        Deque<Pinned> from = null;
        Session by = null;
        for (var ofSession : waiting.values()) {
            var pinned = ofSession.getFirst();
            if (from != null && from.getFirst().queuedNanos - pinned.queuedNanos <= 0) {
                continue;
            }
            var session = sessions.apply(pinned.session);
            if (session != null && session.room() > 0) {
                from = ofSession;
                by = session;
            }
        }
        if (from == null || by == null) {
            return null;
        }
        var ready = new Ready(from.removeFirst(), by);
        taken(1);
        return ready;
    }

    /** Takes those that can't leave any more. */
    List<Stranded> stranded(long now, Function<UUID, @Nullable Session> sessions) {
        List<Stranded> all = new ArrayList<>();
        for (var ofSession : waiting.values()) {
            boolean gone = sessions.apply(ofSession.getFirst().session) == null;
            var why = gone ? "its session is gone" : "no room in time";
            while (!ofSession.isEmpty()
                    && (gone || now - ofSession.getFirst().queuedNanos > WITHIN_NANOS)) {
                all.add(new Stranded(ofSession.removeFirst(), why));
            }
        }
        taken(all.size());
        return all;
    }

    List<Stranded> all(String why) {
        var all =
                waiting.values().stream()
                        .flatMap(Deque::stream)
                        .map(pinned -> new Stranded(pinned, why))
                        .toList();
        waiting.clear();
        size = 0;
        return all;
    }

    private void taken(int count) {
        size -= count;
        waiting.values().removeIf(Deque::isEmpty);
    }
}
