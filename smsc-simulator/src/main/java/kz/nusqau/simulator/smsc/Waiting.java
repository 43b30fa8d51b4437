package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Blocking waits of a script, with failures that say what was waited for. */
final class Waiting {

    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    private Waiting() {}

    static <T> T get(CompletableFuture<T> future, Duration within, Supplier<String> what) {
        try {
            return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ScriptTimeout("not within " + within + ": " + what.get());
        } catch (InterruptedException e) {
            throw interrupted(what.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(what.get() + ": " + e.getCause(), e);
        }
    }

    /** Looks again and again: for what changes too often to announce each change. */
    static void until(BooleanSupplier condition, Duration within, Supplier<String> what) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                throw new ScriptTimeout("not within " + within + ": " + what.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(what.get());
            }
        }
    }

    static ScriptTimeout interrupted(String what) {
        Thread.currentThread().interrupt();
        return new ScriptTimeout("interrupted while waiting for " + what);
    }
}
