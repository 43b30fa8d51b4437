package kz.nusqau.failedmessages;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kz.nusqau.failedmessages.GroupReplayStore.Item;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works through group replays, some messages at a time. Each message has a transaction of its own,
 * which replays it and says so in the list; several nodes share a group's rate.
 */
@Component
class GroupReplayRunner implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(GroupReplayRunner.class);

    /** Few, as each holds a connection to the database that payments want, too. */
    private static final int WORKERS = 4;

    private static final int ROUNDS_A_SECOND = 10;
    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    /** So many in a row that can't be replayed mean that something else is wrong. */
    private static final int FAILURES_IN_A_ROW = 10;

    private final GroupReplayStore store;
    private final FailedMessages desk;
    private final TransactionTemplate transaction;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(
                    WORKERS, Thread.ofPlatform().name("group-replay-", 0).daemon(true).factory());
    private final AtomicInteger failuresInARow = new AtomicInteger();

    GroupReplayRunner(
            GroupReplayStore store, FailedMessages desk, TransactionTemplate transaction) {
        this.store = store;
        this.desk = desk;
        this.transaction = transaction;
    }

    @Override
    public void destroy() {
        workers.shutdown();
    }

    /** Goes on with whatever is under way, as long as there is a share of a rate to take. */
    void turn() {
        long end = System.nanoTime() + LONGEST_TURN.toNanos();
        boolean worked = true;
        while (worked && System.nanoTime() - end < 0) {
            worked = false;
            for (GroupReplayView group : store.underWay()) {
                worked |= round(group);
            }
        }
    }

    private boolean round(GroupReplayView group) {
        return switch (group.state()) {
            case PLANNING -> plan(group);
            case RUNNING -> carryOut(group);
            case PLANNED, PAUSED, CANCELLED, DONE -> false;
        };
    }

    private boolean plan(GroupReplayView group) {
        int share = share(GroupReplays.FASTEST);
        List<Item> items = store.toDo(group.id(), GroupItemView.State.UNSEEN, share);
        if (items.isEmpty()) {
            return store.moveWhenNoneIs(
                    GroupItemView.State.UNSEEN,
                    group.id(),
                    GroupReplayView.State.PLANNING,
                    GroupReplayView.State.PLANNED);
        }
        if (!mayTake(group, items.size(), GroupReplays.FASTEST)) {
            return false;
        }
        each(group.id(), items, item -> plan(group.id(), item));
        failuresInARow.set(0);
        return true;
    }

    private void plan(UUID group, Item item) {
        var plan =
                desk.plan(item.message())
                        .orElseThrow(() -> new IllegalStateException("no " + item.message()));
        store.planned(group, item.position(), plan);
    }

    private boolean carryOut(GroupReplayView group) {
        List<Item> items = store.toDo(group.id(), GroupItemView.State.WAITING, share(group.rate()));
        if (items.isEmpty()) {
            return store.moveWhenNoneIs(
                    GroupItemView.State.WAITING,
                    group.id(),
                    GroupReplayView.State.RUNNING,
                    GroupReplayView.State.DONE);
        }
        if (!mayTake(group, items.size(), group.rate())) {
            return false;
        }
        each(group.id(), items, item -> replay(group, item));
        if (failuresInARow.get() >= FAILURES_IN_A_ROW) {
            failuresInARow.set(0);
            store.pause(group.id(), "failures");
            LOG.warn("group replay {} is paused: too many failures in a row", group.id());
        }
        return true;
    }

    private boolean mayTake(GroupReplayView group, int messages, int rate) {
        return store.mayTake(group.id(), group.state(), messages, rate);
    }

    private static int share(int rate) {
        return Math.max(1, rate / ROUNDS_A_SECOND);
    }

    private void replay(GroupReplayView group, Item item) {
        String who = Objects.requireNonNull(group.startedBy());
        String reason = Objects.requireNonNull(group.reason());
        PlannedReplay result =
                transaction.execute(
                        status -> {
                            if (!store.claim(group.id(), item.position())) {
                                return null;
                            }
                            PlannedReplay done =
                                    desk.replay(
                                                    item.message(),
                                                    Objects.requireNonNull(item.fingerprint()),
                                                    who,
                                                    reason)
                                            .orElseThrow();
                            switch (done) {
                                case PlannedReplay.Done(var view) ->
                                        store.end(
                                                group.id(),
                                                item.position(),
                                                GroupItemView.State.REPLAYED,
                                                "");
                                case PlannedReplay.Outdated(var now) -> status.setRollbackOnly();
                            }
                            return done;
                        });
        if (result instanceof PlannedReplay.Outdated) {
            store.end(group.id(), item.position(), GroupItemView.State.OUTDATED, "");
        }
        failuresInARow.set(0);
    }

    /** Those of one subscriber one after the other, in their order; different ones side by side. */
    private void each(UUID group, List<Item> items, Consumer<Item> work) {
        Map<Integer, List<Item>> lanes =
                items.stream()
                        .collect(
                                Collectors.groupingBy(
                                        GroupReplayRunner::lane,
                                        TreeMap::new,
                                        Collectors.toList()));
        List<? extends Future<?>> all =
                lanes.values().stream()
                        .map(
                                lane ->
                                        workers.submit(
                                                () ->
                                                        lane.forEach(
                                                                each -> tried(group, each, work))))
                        .toList();
        awaitAll(all);
    }

    private static int lane(Item item) {
        return Math.floorMod(
                Objects.requireNonNullElse(item.subscriber(), item.message()).hashCode(), WORKERS);
    }

    /**
     * What can't be replayed is said so, and the others go on. Where not even that can be said, the
     * database is away: the message waits.
     */
    private void tried(UUID group, Item item, Consumer<Item> work) {
        try {
            try {
                work.accept(item);
            } catch (ConcurrencyFailureException e) {
                LOG.debug("{} lost against another transaction, once more", item.message(), e);
                work.accept(item);
            }
        } catch (RuntimeException e) {
            failuresInARow.incrementAndGet();
            LOG.warn("failed message {} could not be replayed", item.message(), e);
            store.end(
                    group,
                    item.position(),
                    GroupItemView.State.FAILED,
                    Masking.message(String.valueOf(e.getMessage())));
        }
    }

    private static void awaitAll(List<? extends Future<?>> lanes) {
        Throwable fault = null;
        for (Future<?> lane : lanes) {
            try {
                lane.get();
            } catch (ExecutionException e) {
                fault = e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped", e);
            }
        }
        if (fault != null) {
            throw new IllegalStateException("a part of a group replay stopped", fault);
        }
    }
}
