package kz.nusqau.sms.smpp;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done one after the other, on a thread that there is only while something comes:
 * most of many links are idle, and each thread that waits holds 100 kB.
 */
public final class WorkQueue<T> {

    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

    /** Longer than busy links are still: to start a thread costs more than to wake one. */
    private static final long LINGER_MILLIS = 1_000;

    private final String name;
    private final BlockingQueue<T> waiting;
    private final Consumer<T> work;
    private final long lingerMillis;
    private final AtomicBoolean hasThread = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Begins without a thread.
     *
     * @param waiting decides who is next; without a limit
     * @param work may take more from {@code waiting}
     */
    public WorkQueue(String name, BlockingQueue<T> waiting, Consumer<T> work) {
        this(name, waiting, work, LINGER_MILLIS);
    }

    WorkQueue(String name, BlockingQueue<T> waiting, Consumer<T> work, long lingerMillis) {
        this.name = name;
        this.waiting = waiting;
        this.work = work;
        this.lingerMillis = lingerMillis;
    }

    /** Never waits. */
    public void add(T next) {
        waiting.add(next);
        if (!hasThread.get() && !closed && hasThread.compareAndSet(false, true)) {
            start();
        }
    }

    private void start() {
        try {
            Thread.ofPlatform().name(name).daemon(true).start(this::workOff);
        } catch (OutOfMemoryError e) {
            // No thread to be had; whoever comes next tries again.
            hasThread.set(false);
            throw e;
        }
    }

    /** What still waits is left undone. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    private void workOff() {
        try {
            while (!closed) {
                var next = waiting.poll(lingerMillis, TimeUnit.MILLISECONDS);
                if (next != null) {
                    done(next);
                } else if (mayEnd()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** What fails holds up nothing that comes after it. */
    private void done(T next) {
        try {
            work.accept(next);
        } catch (RuntimeException | Error e) {
            LOG.error("{} goes on after", name, e);
        }
    }

    /** Whoever added something just now has seen that there is a thread, and counts on it. */
    private boolean mayEnd() {
        hasThread.set(false);
        return waiting.isEmpty() || !hasThread.compareAndSet(false, true);
    }
}
