package kz.nusqau.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Work of one kind, either as much as a fixed number of phones can do (closed), or at a fixed rate
 * (open), where latency counts from the moment a text was due, not from when it could be sent.
 */
final class Load {

    /** One piece of work: starts, and calls back when its last answer has come. */
    interface Work {
        void start(long number, Runnable done);
    }

    /** What was done in the measured time. Latencies are microseconds. */
    record Result(long done, Duration took, ConcurrentHistogram latency) {

        double perSecond() {
            return done * 1e9 / took.toNanos();
        }
    }

    /**
     * Texts come in handfuls, as they do from an SMSC; one by one the load would be half the work.
     */
    private static final long TICK_NANOS = 1_000_000;

    private static final long HIGHEST_MICROS = 120_000_000;

    private final Work work;
    private final AtomicLong numbers;

    Load(Work work, AtomicLong numbers) {
        this.work = work;
        this.numbers = numbers;
    }

    /** So many at a time, each followed by the next. */
    Result closed(int concurrent, Duration warmUp, Duration measured) {
        var done = new AtomicLong();
        var latency = histogram();
        var stopAt = new AtomicLong(Long.MAX_VALUE);
        for (int i = 0; i < concurrent; i++) {
            next(done, latency, stopAt);
        }
        sleep(warmUp);
        latency.reset();
        long before = done.get();
        long start = System.nanoTime();
        sleep(measured);
        long took = System.nanoTime() - start;
        long after = done.get();
        stopAt.set(System.nanoTime());
        return new Result(after - before, Duration.ofNanos(took), latency.copy());
    }

    /** So many in all, and so many at a time; returns when all of them are done. */
    void exactly(int pieces, int concurrent) {
        var left = new AtomicLong(pieces);
        var done = new Semaphore(0);
        for (int i = 0; i < Math.min(pieces, concurrent); i++) {
            nextOf(left, done);
        }
        done.acquireUninterruptibly(pieces);
    }

    private void nextOf(AtomicLong left, Semaphore done) {
        if (left.getAndDecrement() > 0) {
            work.start(
                    numbers.getAndIncrement(),
                    () -> {
                        done.release();
                        nextOf(left, done);
                    });
        }
    }

    /** So many a second, whatever the answers take. */
    Result open(double perSecond, Duration warmUp, Duration measured) {
        var done = new AtomicLong();
        var latency = histogram();
        long start = System.nanoTime();
        long measureFrom = start + warmUp.toNanos();
        long end = measureFrom + measured.toNanos();
        long step = (long) (1e9 / perSecond);
        for (long due = start; due < end; due += step) {
            while (due > System.nanoTime()) {
                LockSupport.parkNanos(TICK_NANOS);
            }
            long dueAt = due;
            LongConsumer record =
                    now -> {
                        if (dueAt >= measureFrom) {
                            done.incrementAndGet();
                            latency.recordValue(micros(now - dueAt));
                        }
                    };
            work.start(numbers.getAndIncrement(), () -> record.accept(System.nanoTime()));
        }
        return new Result(done.get(), measured, latency);
    }

    private void next(AtomicLong done, ConcurrentHistogram latency, AtomicLong stopAt) {
        long started = System.nanoTime();
        if (started >= stopAt.get()) {
            return;
        }
        work.start(
                numbers.getAndIncrement(),
                () -> {
                    done.incrementAndGet();
                    latency.recordValue(micros(System.nanoTime() - started));
                    next(done, latency, stopAt);
                });
    }

    private static ConcurrentHistogram histogram() {
        return new ConcurrentHistogram(HIGHEST_MICROS, 3);
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / 1_000, 1, HIGHEST_MICROS);
    }

    private static void sleep(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
