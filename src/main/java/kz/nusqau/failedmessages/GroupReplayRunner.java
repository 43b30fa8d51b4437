package kz.nusqau.failedmessages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
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
 * Works through group replays, some messages at a time. A transaction replays a set of them and
 * says so in the list; what keeps a set from it is found by trying its messages one by one. Several
 * nodes share a group's rate.
 */
@Component
class GroupReplayRunner implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(GroupReplayRunner.class);

    /** Few, as each holds a connection to the database that payments want, too. */
    private static final int WORKERS = 4;

    /** Whoever waits for a command of a set waits for all of the set. */
    private static final int TOGETHER = 50;

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
        each(group.id(), items, set -> plan(group.id(), set));
        failuresInARow.set(0);
        return true;
    }

    private void plan(UUID group, List<Item> set) {
        store.planned(group, desk.plans(set.stream().map(Item::message).toList()));
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
        each(group.id(), items, set -> replay(group, set));
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

    /** Without those that would do something else than was shown; these are said to be outdated. */
    private void replay(GroupReplayView group, List<Item> set) {
        Set<UUID> outdated = replayed(group, set);
        failuresInARow.set(0);
        if (!outdated.isEmpty()) {
            store.end(
                    group.id(),
                    set.stream().filter(item -> outdated.contains(item.message())).toList(),
                    GroupItemView.State.OUTDATED,
                    "");
            replay(group, set.stream().filter(item -> !outdated.contains(item.message())).toList());
        }
    }

    /** Those that would do something else; then nothing is done. */
    private Set<UUID> replayed(GroupReplayView group, List<Item> set) {
        String who = Objects.requireNonNull(group.startedBy());
        String reason = Objects.requireNonNull(group.reason());
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            List<Item> mine = store.claim(group.id(), set);
                            if (mine.isEmpty()) {
                                return Set.<UUID>of();
                            }
                            Set<UUID> outdated = desk.replay(fingerprints(mine), who, reason);
                            if (outdated.isEmpty()) {
                                store.end(group.id(), mine, GroupItemView.State.REPLAYED, "");
                            } else {
                                status.setRollbackOnly();
                            }
                            return outdated;
                        }));
    }

    private static SequencedMap<UUID, String> fingerprints(List<Item> items) {
        SequencedMap<UUID, String> fingerprints = new LinkedHashMap<>();
        items.forEach(
                item ->
                        fingerprints.put(
                                item.message(), Objects.requireNonNull(item.fingerprint())));
        return fingerprints;
    }

    /** Those of one subscriber in their order; different ones side by side. */
    private void each(UUID group, List<Item> items, Consumer<List<Item>> work) {
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
                                                        sets(lane)
                                                                .forEach(
                                                                        set ->
                                                                                tried(
                                                                                        group, set,
                                                                                        work))))
                        .toList();
        awaitAll(all);
    }

    private static int lane(Item item) {
        return Math.floorMod(
                Objects.requireNonNullElse(item.subscriber(), item.message()).hashCode(), WORKERS);
    }

    /** Of different instructions each: what one replay does changes the plan of the next. */
    private static List<List<Item>> sets(List<Item> lane) {
        List<List<Item>> sets = new ArrayList<>();
        Set<UUID> instructions = new HashSet<>();
        for (Item item : lane) {
            UUID about = Objects.requireNonNullElse(item.instruction(), item.message());
            boolean isAnother = instructions.add(about);
            if (sets.isEmpty() || !isAnother || sets.getLast().size() == TOGETHER) {
                sets.add(new ArrayList<>());
                instructions.clear();
                instructions.add(about);
            }
            sets.getLast().add(item);
        }
        return sets;
    }

    /**
     * A set in which one can't be replayed is done one by one; that one is said so, and the others
     * go on. Where not even that can be said, the database is away: the messages wait.
     */
    private void tried(UUID group, List<Item> set, Consumer<List<Item>> work) {
        try {
            try {
                work.accept(set);
            } catch (ConcurrencyFailureException e) {
                LOG.debug("{} messages lost against another transaction", set.size(), e);
                work.accept(set);
            }
        } catch (RuntimeException e) {
            if (set.size() > 1) {
                LOG.debug("{} messages one by one", set.size(), e);
                set.forEach(item -> tried(group, List.of(item), work));
                return;
            }
            failuresInARow.incrementAndGet();
            LOG.warn("failed message {} could not be replayed", set.getFirst().message(), e);
            store.end(
                    group,
                    set,
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
