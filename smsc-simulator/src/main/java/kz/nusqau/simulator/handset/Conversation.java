package kz.nusqau.simulator.handset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** The messages of one phone, the newest of them, and who looks at it. Guarded by its lock. */
final class Conversation {

    private static final int MAX_MESSAGES = 100;

    private final AtomicLong lastVersion;
    private final ArrayDeque<HandsetMessage> messages = new ArrayDeque<>();
    private final List<Consumer<HandsetMessage>> followers = new CopyOnWriteArrayList<>();

    Conversation(AtomicLong lastVersion) {
        this.lastVersion = lastVersion;
    }

    /** Versions are given under the lock, so that they never go back within a conversation. */
    synchronized HandsetMessage add(LongFunction<HandsetMessage> withVersion) {
        var message = withVersion.apply(lastVersion.incrementAndGet());
        messages.add(message);
        if (messages.size() > MAX_MESSAGES) {
            messages.remove();
        }
        tell(message);
        return message;
    }

    /** Changes a message unless it has scrolled away meanwhile. */
    synchronized void change(long id, HandsetMessage.State state, int refusal) {
        var changed = new ArrayList<HandsetMessage>(messages.size());
        for (var message : messages) {
            if (message.id() == id) {
                message = message.with(state, refusal, lastVersion.incrementAndGet());
                tell(message);
            }
            changed.add(message);
        }
        messages.clear();
        messages.addAll(changed);
    }

    synchronized List<HandsetMessage> newerThan(long version) {
        return messages.stream().filter(message -> message.version() > version).toList();
    }

    /** What is there already and what comes later, without a gap or a repetition between. */
    synchronized void follow(long afterVersion, Consumer<HandsetMessage> follower) {
        newerThan(afterVersion).forEach(follower);
        followers.add(follower);
    }

    void unfollow(Consumer<HandsetMessage> follower) {
        followers.remove(follower);
    }

    boolean isFollowed() {
        return !followers.isEmpty();
    }

    private void tell(HandsetMessage message) {
        for (var follower : followers) {
            follower.accept(message);
        }
    }
}
