package kz.nusqau.mailbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Storing comes before handling: the SMSC waits for the one, people can wait for the other. Where
 * many wait for a commit, handling waits for that commit; in a flood, for the flood's end. It is a
 * flood when many wait for their answer and become more although others are answered, until commits
 * have little to store for a while. One that doesn't end is answered all the same.
 */
final class Flood {

    /** While so many wait for a commit, handling waits for it: a quarter of all windows. */
    private static final int MANY_TO_STORE = 100;

    private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** So many behind one commit are a flood that goes on. */
    private static final int TO_STORE = 50;

    /** In so long a backlog grows by so many; what only a pause of ours left behind shrinks. */
    private static final long TREND_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long GROWTH = 250;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NONE = Long.MIN_VALUE;

    private final IntSupplier toStore;
    private final IntSupplier toHandle;
    private final LongSupplier unhandled;
    private final int above;
    private final long longestNanos;
    private final AtomicLong since = new AtomicLong(NONE);
    private volatile long lastHigh = NONE;
    private long lookedAt = NONE;
    private long toHandleThen;
    private long unhandledThen;

    /**
     * Tells a flood by three figures.
     *
     * @param toStore messages not stored yet
     * @param toHandle messages in memory, stored and not answered
     * @param unhandled messages stored here less those answered here: what comes back from the
     *     table is no flood, nor is what another node answers
     * @param above with no more than that to handle it is no flood
     * @param longest that handling pauses for one flood
     */
    Flood(
            IntSupplier toStore,
            IntSupplier toHandle,
            LongSupplier unhandled,
            int above,
            Duration longest) {
        this.toStore = toStore;
        this.toHandle = toHandle;
        this.unhandled = unhandled;
        this.above = above;
        this.longestNanos = longest.toNanos();
    }

    void letTheWriterGoFirst() {
        waitForCommit();
        while (isHigh()) {
            long now = System.nanoTime();
            since.compareAndSet(NONE, now);
            if (now - since.get() > longestNanos) {
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        since.set(NONE);
    }

    /**
     * For as long as a commit takes at the most. Where storing and handling share the processors
     * evenly, a flood comes no faster than it is answered, and nothing shows that it is one.
     */
    private void waitForCommit() {
        long start = System.nanoTime();
        while (toStore.getAsInt() > MANY_TO_STORE
                && System.nanoTime() - start < COMMIT_NANOS
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Between two commits the queue is short for a moment; that doesn't end the flood. */
    private boolean isHigh() {
        long now = System.nanoTime();
        long last = lastHigh;
        boolean flooded = last != NONE && now - last < CALM_NANOS;
        if (flooded ? toStore.getAsInt() > TO_STORE : grows(now)) {
            lastHigh = now;
            return true;
        }
        return flooded;
    }

    private synchronized boolean grows(long now) {
        long elapsed = now - lookedAt;
        if (lookedAt != NONE && elapsed < TREND_NANOS) {
            return false;
        }
        boolean first = lookedAt == NONE;
        long toHandleBefore = toHandleThen;
        long unhandledBefore = unhandledThen;
        lookedAt = now;
        toHandleThen = toHandle.getAsInt();
        unhandledThen = unhandled.getAsLong();
        long grown = Math.min(toHandleThen - toHandleBefore, unhandledThen - unhandledBefore);
        return !first && toHandleThen > above && grown * TREND_NANOS > GROWTH * elapsed;
    }
}
