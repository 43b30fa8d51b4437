package kz.nusqau.platform;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A small piece of work, done again and again on a thread of its own while the hub runs. A failure
 * is logged and the next turn comes as ever: the work must find what is due in the database, not in
 * memory.
 */
public final class Recurring implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);
    private static final int PATIENCE_SECONDS = 10;

    private final String name;
    private final Duration first;
    private final Duration pause;
    private final Runnable work;
    private @Nullable ScheduledExecutorService thread;

    /**
     * Starts with the application, not here.
     *
     * @param first wait before the first turn
     * @param pause between the end of one turn and the start of the next
     */
    public Recurring(String name, Duration first, Duration pause, Runnable work) {
        this.name = name;
        this.first = first;
        this.pause = pause;
        this.work = work;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // turn() lets nothing out
    public synchronized void start() {
        var executor =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name(name).daemon(true).factory());
        executor.scheduleWithFixedDelay(
                this::turn, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        thread = executor;
    }

    /** Waits for the turn that is under way. */
    @Override
    public synchronized void stop() {
        if (thread == null) {
            return;
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    // An exception would end all further turns.
    private void turn() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed, comes again in {}", name, pause, e);
        }
    }
}
