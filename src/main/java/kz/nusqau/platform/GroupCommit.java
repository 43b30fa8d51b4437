package kz.nusqau.platform;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One thread that commits whatever waits as one transaction: under load a commit carries many
 * items, and lingers a moment for more of them; at rest an item waits for nobody.
 *
 * <p>A batch that fails is dealt with as {@link Halving} says.
 */
public final class GroupCommit<T> implements AutoCloseable {

    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final String name;
    private final int maxBatch;
    private final BlockingQueue<Waiting<T>> queue;
    private final long lingerNanos;
    private final Halving<Waiting<T>> halving;
    private final Thread thread;
    private final DistributionSummary batchSizes;
    private final Timer latency;
    private final Gauge depth;
    private volatile int committing;
    private volatile boolean closed;
    private volatile boolean ended;

    /**
     * Starts the thread.
     *
     * @param name of the thread and in the metrics
     * @param maxBatch items in one transaction at most
     * @param capacity items that may wait; beyond it {@link #submit} fails at once
     * @param linger how long the first item waits for others where the last commit carried several
     * @param work writes a batch, inside the transaction
     */
    public GroupCommit(
            String name,
            int maxBatch,
            int capacity,
            Duration linger,
            TransactionTemplate transaction,
            Consumer<List<T>> work) {
        this.name = name;
        this.maxBatch = maxBatch;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.lingerNanos = linger.toNanos();
        this.halving =
                new Halving<>(
                        name,
                        transaction,
                        batch -> work.accept(batch.stream().map(Waiting::item).toList()),
                        this::committed,
                        (waiting, failure) -> waiting.done.completeExceptionally(failure));
        this.batchSizes =
                DistributionSummary.builder("nusqau.groupcommit.batch")
                        .description("items per committed batch")
                        .tag("group", name)
                        .register(Metrics.globalRegistry);
        this.latency =
                Timer.builder("nusqau.groupcommit.latency")
                        .description("from submit to commit, of the item that waited longest")
                        .tag("group", name)
                        .register(Metrics.globalRegistry);
        this.depth =
                Gauge.builder("nusqau.groupcommit.depth", this, GroupCommit::depth)
                        .description("items not committed yet")
                        .tag("group", name)
                        .register(Metrics.globalRegistry);
        this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::drain);
    }

    /**
     * Completes after the commit that holds the item; exceptionally when the item itself fails, or
     * at once with {@link RejectedExecutionException} when the queue is full or closed.
     */
    public CompletableFuture<Void> submit(T item) {
        var waiting = new Waiting<>(item, System.nanoTime(), new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            return CompletableFuture.failedFuture(rejection());
        }
        if (ended) {
            // The thread ended between the check and the offer: nobody else would answer.
            failWaiting();
        }
        return waiting.done;
    }

    /** Items not committed yet: those that wait, and those whose commit is under way. */
    public int depth() {
        return queue.size() + committing;
    }

    public String name() {
        return name;
    }

    /** Commits what waits, then ends the thread. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.equals(Thread.currentThread())) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended = true;
        failWaiting();
        Metrics.globalRegistry.remove(depth);
    }

    private void failWaiting() {
        var left = new ArrayList<Waiting<T>>();
        queue.drainTo(left);
        left.forEach(waiting -> waiting.done.completeExceptionally(rejection()));
    }

    private RejectedExecutionException rejection() {
        return new RejectedExecutionException(name + (closed ? " is closed" : " is full"));
    }

    private void drain() {
        int last = 1;
        while (true) {
            Waiting<T> first = next();
            if (first == null) {
                if (closed) {
                    return;
                }
                continue;
            }
            var batch = new ArrayList<Waiting<T>>(maxBatch);
            batch.add(first);
            if (last > 1 && !closed) {
                LockSupport.parkNanos(lingerNanos - (System.nanoTime() - first.since));
            }
            queue.drainTo(batch, maxBatch - 1);
            last = batch.size();
            committing = last;
            halving.commit(batch);
            committing = 0;
            latency.record(System.nanoTime() - first.since, TimeUnit.NANOSECONDS);
        }
    }

    private @Nullable Waiting<T> next() {
        try {
            return queue.poll(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed = true;
            return null;
        }
    }

    private void committed(List<Waiting<T>> batch) {
        batchSizes.record(batch.size());
        batch.forEach(waiting -> waiting.done.complete(null));
    }

    private record Waiting<T>(T item, long since, CompletableFuture<Void> done) {}
}
