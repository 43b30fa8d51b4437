package kz.nusqau.mailbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * In a flood, storing comes before handling: the SMSC waits for the one, people can wait for the
 * other. It is a flood when many wait for their answer and more come than one commit can follow.
 * One that doesn't end is answered all the same.
 */
final class Flood {

    /** So many are behind one commit only where texts come faster than they are answered. */
    private static final int TO_STORE = 16;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NONE = Long.MIN_VALUE;

    private final IntSupplier toStore;
    private final IntSupplier toHandle;
    private final int above;
    private final long longestNanos;
    private final AtomicLong since = new AtomicLong(NONE);
    private volatile long lastHigh = NONE;

    /**
     * Watches two queues.
     *
     * @param toStore messages not stored yet
     * @param toHandle messages stored and not answered
     * @param above with no more than that to handle it is no flood
     * @param longest that handling pauses for one flood
     */
    Flood(IntSupplier toStore, IntSupplier toHandle, int above, Duration longest) {
        this.toStore = toStore;
        this.toHandle = toHandle;
        this.above = above;
        this.longestNanos = longest.toNanos();
    }

    void letTheWriterGoFirst() {
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

    /** Between two commits the queue is short for a moment; that doesn't end the flood. */
    private boolean isHigh() {
        long now = System.nanoTime();
        if (toStore.getAsInt() > TO_STORE && toHandle.getAsInt() > above) {
            lastHigh = now;
            return true;
        }
        long last = lastHigh;
        return last != NONE && now - last < CALM_NANOS;
    }
}
