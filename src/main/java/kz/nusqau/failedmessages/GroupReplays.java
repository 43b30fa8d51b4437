package kz.nusqau.failedmessages;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.failedmessages.GroupReplayView.State;
import kz.nusqau.shared.TimeOrderedId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replays of many messages at once: a list is frozen, a dry run of each is made, somebody looks at
 * it and has it carried out, exactly so. What is done is in the database message by message, so a
 * stop, a crash or a second node changes nothing.
 */
@Component
public class GroupReplays {

    /** Messages in one list; the rest is for another. */
    public static final int MOST = 10_000;

    /** So many a second, and dry runs at the same pace. */
    public static final int FASTEST = 2_000;

    private final GroupReplayStore store;
    private final TransactionTemplate transaction;

    GroupReplays(GroupReplayStore store, TransactionTemplate transaction) {
        this.store = store;
        this.transaction = transaction;
    }

    /**
     * Freezes the list of open messages that fit, up to {@link #MOST}, and has it looked through.
     *
     * @return empty when there is none
     */
    public Optional<GroupReplayView> prepare(Filter filter, String who) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            UUID id = TimeOrderedId.next();
                            if (store.freeze(id, filter.open(MOST), who, FASTEST) == 0) {
                                status.setRollbackOnly();
                                return Optional.empty();
                            }
                            return store.find(id);
                        }));
    }

    /**
     * Has the plans carried out that were shown.
     *
     * @param rate messages a second, up to {@link #FASTEST}
     * @return whether it waited for that
     */
    public boolean start(UUID id, String who, String reason, int rate) {
        if (rate < 1 || rate > FASTEST) {
            throw new IllegalArgumentException("a rate of 1 to " + FASTEST + ", not " + rate);
        }
        return store.start(id, who, reason, rate);
    }

    /** No message is begun any more; one that is under way comes to its end. */
    public boolean pause(UUID id) {
        return store.move(id, State.PAUSED, State.RUNNING);
    }

    public boolean resume(UUID id) {
        return store.move(id, State.RUNNING, State.PAUSED);
    }

    /** For good; what was replayed stays so. */
    public boolean cancel(UUID id) {
        return store.move(
                id, State.CANCELLED, State.PLANNING, State.PLANNED, State.RUNNING, State.PAUSED);
    }

    public Optional<GroupReplayView> find(UUID id) {
        return store.find(id);
    }

    /** Newest first. */
    public List<GroupReplayView> newest(int limit) {
        return store.newest(limit);
    }

    /** Those that wait for their start, the oldest first. */
    public List<GroupReplayView> waiting(int limit) {
        return store.in(State.PLANNED, limit);
    }

    /** How far it is. */
    public List<GroupProgress> progress(UUID id) {
        return store.progress(id);
    }

    /** In their order, after this position. */
    public List<GroupItemView> items(
            UUID id, GroupItemView.@Nullable State state, int after, int limit) {
        return store.items(id, state, after, limit);
    }

    /** Names the list and its plans: whoever has it on record can tell whether it was changed. */
    public String digest(UUID id) {
        return store.digest(id);
    }
}
