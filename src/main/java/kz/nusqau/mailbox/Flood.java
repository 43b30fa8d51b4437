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
    private static final long NONE = Long.MIN_VALUE;

    private final IntSupplier waiting;
    private final int above;
    private final long longestNanos;
    private final AtomicLong since = new AtomicLong(NONE);

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
        while (waiting.getAsInt() > above) {
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
}
