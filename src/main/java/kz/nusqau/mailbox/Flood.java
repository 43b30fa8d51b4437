package kz.nusqau.mailbox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * In a flood, storing comes before handling: the SMSC waits for the one, people can wait for the
 * other. A flood that doesn't end is answered all the same.
 */
final class Flood {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long NONE = Long.MIN_VALUE;

    private final IntSupplier waiting;
    private final int above;
    private final long longestNanos;
    private final AtomicLong since = new AtomicLong(NONE);
    private volatile long lastHigh = NONE;

    /**
     * Watches a queue.
     *
     * @param above with more waiting it is a flood
     * @param longest that handling pauses for one flood
     */
    Flood(IntSupplier waiting, int above, Duration longest) {
        this.waiting = waiting;
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
        if (waiting.getAsInt() > above) {
            lastHigh = now;
            return true;
        }
        long last = lastHigh;
        return last != NONE && now - last < CALM_NANOS;
    }
}
