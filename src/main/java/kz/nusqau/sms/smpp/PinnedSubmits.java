package kz.nusqau.sms.smpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What may leave by one session only, in order: screens of dialogues. One that waits for its
 * session's window lets those of other sessions pass. Not safe for use by several threads at once.
 */
final class PinnedSubmits {

    /** Nobody looks at the phone any longer. */
    private static final long WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Deque<Pinned> waiting = new ArrayDeque<>();

    /** One of them. */
    record Pinned(
            SubmitSm message, UUID session, Consumer<SubmitResult> whenDone, long queuedNanos) {}

    /** One that can leave now. */
    record Ready(Pinned pinned, Session session) {}

    /** One that can't leave any more. */
    record Stranded(Pinned pinned, String why) {

        void tell() {
            pinned.whenDone.accept(new SubmitResult.NotSent(why));
        }
    }

    void add(SubmitSm message, UUID session, Consumer<SubmitResult> whenDone) {
        waiting.add(new Pinned(message, session, whenDone, System.nanoTime()));
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Takes the first that can leave; null when none can. */
    @Nullable Ready next(Function<UUID, @Nullable Session> sessions) {
        for (var each = waiting.iterator(); each.hasNext(); ) {
            var pinned = each.next();
            var session = sessions.apply(pinned.session);
            if (session != null && session.room() > 0) {
                each.remove();
                return new Ready(pinned, session);
            }
        }
        return null;
    }

    /** Takes those that can't leave any more. */
    List<Stranded> stranded(long now, Function<UUID, @Nullable Session> sessions) {
        List<Stranded> all = new ArrayList<>();
        for (var each = waiting.iterator(); each.hasNext(); ) {
            var pinned = each.next();
            boolean gone = sessions.apply(pinned.session) == null;
            if (gone || now - pinned.queuedNanos > WITHIN_NANOS) {
                each.remove();
                all.add(new Stranded(pinned, gone ? "its session is gone" : "no room in time"));
            }
        }
        return all;
    }

    List<Stranded> all(String why) {
        var all = waiting.stream().map(pinned -> new Stranded(pinned, why)).toList();
        waiting.clear();
        return all;
    }
}
