package kz.nusqau.mailbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.nusqau.shared.SubscriberId;

/**
 * Messages in memory on their way to the workers: of each subscriber one at a time, in order (I-7).
 *
 * <p>Bounded by partition: what has no room stays in the table, the partition is <em>behind</em>,
 * and until its rows are read again newcomers stay in the table too. Rows are taken by what memory
 * doesn't know, never by a high-water id, as commits overtake each other.
 */
final class Lanes {

    static final int PARTITIONS = 64;

    private final int readAhead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition readyToTake = lock.newCondition();
    private final Condition readyToRead = lock.newCondition();
    private final List<Partition> partitions;
    private final Map<SubscriberId, Lane> lanes = new HashMap<>();
    private final ArrayDeque<Lane> ready = new ArrayDeque<>();

    /** Ids whose commit is under way: they are handed over by who writes them, not by a reader. */
    private final Set<Long> beingWritten = new HashSet<>();

    Lanes(int capacity) {
        this.readAhead = capacity / 2;
        this.partitions = Stream.generate(() -> new Partition(capacity)).limit(PARTITIONS).toList();
    }

    static int partitionOf(SubscriberId subscriber) {
        return Math.floorMod(subscriber.hashCode(), PARTITIONS);
    }

    /** The partition is ours, or stays so; what the table has of it is to be read. */
    void gained(int number, long epoch) {
        locked(
                () -> {
                    partitions.get(number).gained(epoch);
                    readyToRead.signal();
                });
    }

    /** The partition is another node's: what memory has of it is forgotten. */
    void lost(int number) {
        locked(
                () -> {
                    partitions.get(number).lost();
                    forget(lane -> lane.partition == number);
                });
    }

    /** Starts nothing more of the partition; true when nothing of it is being handled. */
    boolean leave(int number) {
        return asked(
                () -> {
                    Partition partition = partitions.get(number);
                    partition.leaving = true;
                    forget(lane -> lane.partition == number && lane.state != Lane.State.TAKEN);
                    for (Lane lane : lanes.values()) {
                        if (lane.partition == number) {
                            partition.held -= lane.forgetWaiting();
                        }
                    }
                    return partition.held == 0;
                });
    }

    /** The epoch under which the partition is ours; empty if it isn't. */
    Optional<Long> epoch(int number) {
        return asked(() -> partitions.get(number).epoch());
    }

    /** To be called before the commit that stores these. */
    void beingWritten(Collection<Long> ids) {
        locked(() -> beingWritten.addAll(ids));
    }

    /** The commit did not happen, or nobody knows. */
    void notWritten(Collection<Long> ids) {
        locked(() -> beingWritten.removeAll(ids));
    }

    /** Takes what was committed, if it is ours and there is room. */
    void written(List<InboxEntry> entries) {
        locked(
                () -> {
                    for (InboxEntry entry : entries) {
                        beingWritten.remove(entry.id());
                        if (partitions.get(entry.partition()).admits()) {
                            add(entry);
                        }
                    }
                    readyToTake.signalAll();
                });
    }

    /** Up to {@code most} messages of different subscribers; none when none came in time. */
    List<InboxEntry> take(int most, long timeoutMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (ready.isEmpty() && left > 0) {
                left = readyToTake.awaitNanos(left);
            }
            var taken = new ArrayList<InboxEntry>(Math.min(most, ready.size()));
            long now = System.nanoTime();
            while (taken.size() < most && !ready.isEmpty()) {
                Lane lane = ready.removeFirst();
                if (!lane.gone) {
                    taken.add(lane.take(now));
                }
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The next one of each subscriber may come. */
    void finished(Collection<InboxEntry> entries) {
        locked(
                () -> {
                    for (InboxEntry entry : entries) {
                        lane(entry).ifPresent(this::advance);
                    }
                    readyToTake.signalAll();
                });
    }

    /** Keeps the entry, and its subscriber, waiting until {@link #again}. */
    void delay(InboxEntry entry) {
        locked(() -> lane(entry).ifPresent(lane -> lane.state = Lane.State.DELAYED));
    }

    void again(InboxEntry entry) {
        locked(
                () ->
                        lane(entry)
                                .filter(lane -> lane.state == Lane.State.DELAYED)
                                .ifPresent(this::makeReady));
    }

    /** How often the entry failed by its own fault, this time included. */
    int countFailure(InboxEntry entry) {
        return asked(() -> lane(entry).map(lane -> ++lane.failures).orElse(1));
    }

    /** How often the entry could not be handled by no fault of its own, this time included. */
    int countHindrance(InboxEntry entry) {
        return asked(() -> lane(entry).map(lane -> ++lane.hindrances).orElse(1));
    }

    boolean isBeingHandled(InboxEntry entry) {
        return asked(() -> lane(entry).filter(lane -> lane.state == Lane.State.TAKEN).isPresent());
    }

    /** Those taken longer ago than that and without a result. */
    List<InboxEntry> overdue(long nanos) {
        return asked(
                () -> {
                    long now = System.nanoTime();
                    return lanes.values().stream()
                            .filter(lane -> lane.state == Lane.State.TAKEN)
                            .filter(lane -> now - lane.takenAt > nanos)
                            .map(lane -> lane.current)
                            .toList();
                });
    }

    /** Has all partitions read again: the table may know more than memory. */
    void readAgain() {
        readAgain(IntStream.range(0, PARTITIONS).boxed().toList());
    }

    void readAgain(Collection<Integer> numbers) {
        locked(
                () -> {
                    numbers.forEach(number -> partitions.get(number).asked = true);
                    readyToRead.signal();
                });
    }

    /** What a reader should read next; empty when nothing came to read in time. */
    Optional<Reading> nextReading(long timeoutMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (true) {
                for (int number = 0; number < PARTITIONS; number++) {
                    Partition partition = partitions.get(number);
                    if (partition.wantsReading(readAhead)) {
                        partition.startReading();
                        return Optional.of(new Reading(number, partition.held + readAhead));
                    }
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = readyToRead.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes what the reader found that is neither here nor done since, in the given order. */
    void read(Reading reading, List<InboxEntry> rows) {
        locked(
                () -> {
                    Partition partition = partitions.get(reading.partition());
                    if (partition.epoch().isPresent() && !partition.leaving) {
                        for (InboxEntry row : rows) {
                            if (!isKnown(row)
                                    && !partition.doneWhileReading.contains(row.id())
                                    && !beingWritten.contains(row.id())) {
                                add(row);
                            }
                        }
                    }
                    partition.endReading(rows.size() >= reading.limit());
                    readyToTake.signalAll();
                });
    }

    void readFailed(Reading reading) {
        locked(() -> partitions.get(reading.partition()).endReading(true));
    }

    int held() {
        return asked(() -> partitions.stream().mapToInt(partition -> partition.held).sum());
    }

    int ready() {
        return asked(ready::size);
    }

    int behind() {
        return asked(() -> (int) partitions.stream().filter(partition -> partition.behind).count());
    }

    private void add(InboxEntry entry) {
        partitions.get(entry.partition()).held++;
        Lane lane = lanes.get(entry.subscriber());
        if (lane == null) {
            lane = new Lane(entry);
            lanes.put(entry.subscriber(), lane);
            makeReady(lane);
        } else {
            lane.queue(entry);
        }
    }

    private void advance(Lane lane) {
        Partition partition = partitions.get(lane.partition);
        partition.done(lane.current.id());
        if (lane.next()) {
            makeReady(lane);
        } else {
            lanes.remove(lane.subscriber);
        }
        if (partition.wantsReading(readAhead)) {
            readyToRead.signal();
        }
    }

    private void makeReady(Lane lane) {
        lane.state = Lane.State.READY;
        ready.addLast(lane);
        readyToTake.signal();
    }

    private void forget(Predicate<Lane> which) {
        lanes.values()
                .removeIf(
                        lane -> {
                            if (!which.test(lane)) {
                                return false;
                            }
                            lane.gone = true;
                            Partition partition = partitions.get(lane.partition);
                            partition.held -= lane.forgetWaiting() + 1;
                            return true;
                        });
    }

    private boolean isKnown(InboxEntry row) {
        Lane lane = lanes.get(row.subscriber());
        return lane != null && lane.holds(row.id());
    }

    private Optional<Lane> lane(InboxEntry entry) {
        return Optional.ofNullable(lanes.get(entry.subscriber()))
                .filter(lane -> lane.current.id() == entry.id());
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T asked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A look into the table.
     *
     * @param limit enough rows to find new ones behind those that memory has
     */
    record Reading(int partition, int limit) {}
}
