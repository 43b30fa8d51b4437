package kz.nusqau.simulator.smsc;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns every socket, timer and queue of the SMSC, so that none of them needs a
 * lock. Other threads hand tasks over.
 */
final class EventLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    /** Sockets and timers must get their turn, however much is handed over. */
    private static final int TASKS_PER_ROUND = 1_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Selector selector;
    private final Thread thread;
    private final Runnable endOfRound;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long timersMade;
    private boolean selecting;
    private volatile boolean closing;

    /** Orders by time, then by creation: timers of one instant run as they were set. */
    private record Timer(long at, long order, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(at - other.at, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /**
     * @param endOfRound runs after each batch of events: the place to send and flush what they
     *     produced
     */
    EventLoop(String name, Runnable endOfRound) throws IOException {
        this.selector = Selector.open();
        this.endOfRound = endOfRound;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void execute(Runnable task) {
        tasks.add(task);
        if (awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /** Runs on the loop's thread and waits for it, so that the next line of a script sees it. */
    void runAndWait(Runnable action) {
        if (isCurrentThread()) {
            action.run();
            return;
        }
        var done = new CompletableFuture<Boolean>();
        execute(
                () -> {
                    try {
                        action.run();
                        done.complete(true);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
        Waiting.get(done, LONGEST_WAIT, () -> "the SMSC's thread");
    }

    /** Sets a timer; on the loop's thread only. */
    void after(Duration delay, Runnable task) {
        timers.add(new Timer(System.nanoTime() + delay.toNanos(), timersMade++, task));
    }

    boolean isCurrentThread() {
        return Thread.currentThread().equals(thread);
    }

    boolean isClosing() {
        return closing;
    }

    /** Registers a channel; on the loop's thread only. */
    SelectionKey register(SelectableChannel channel, int interest, Consumer<SelectionKey> onReady)
            throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, onReady);
    }

    private void run() {
        while (!closing) {
            try {
                select();
                runTimers();
                runTasks();
                guarded(endOfRound);
            } catch (IOException failure) {
                log.error("the SMSC's selector failed; the SMSC stops", failure);
                closing = true;
            }
        }
    }

    private void select() throws IOException {
        long wait = millisToNextTimer();
        selecting = true;
        if (!tasks.isEmpty() || wait == 0) {
            selector.selectNow(this::dispatch);
        } else {
            selector.select(this::dispatch, wait);
        }
        selecting = false;
        awake.set(false);
    }

    @SuppressWarnings("unchecked") // register() attaches nothing else
    private void dispatch(SelectionKey key) {
        guarded(() -> ((Consumer<SelectionKey>) key.attachment()).accept(key));
    }

    /**
     * Makes closed channels let go of their ports: a selector keeps them open until it selects
     * next. On the loop's thread only.
     */
    void releaseClosed() throws IOException {
        if (!selecting) {
            selector.selectNow(this::dispatch);
        }
    }

    private long millisToNextTimer() {
        var next = timers.peek();
        if (next == null) {
            return 1_000;
        }
        long nanos = next.at() - System.nanoTime();
        return nanos <= 0 ? 0 : Math.min(1_000, nanos / 1_000_000 + 1);
    }

    private void runTimers() {
        long now = System.nanoTime();
        for (var next = timers.peek(); next != null && next.at() - now <= 0; next = timers.peek()) {
            timers.poll();
            guarded(next.task());
        }
    }

    private void runTasks() {
        for (int left = TASKS_PER_ROUND; left > 0; left--) {
            var task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
        }
    }

    /** What was handed over and not run when the loop ended; on the thread that closed it. */
    void runRest() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
    }

    /** A bug in one task must not silence the whole SMSC; it is reported and the loop goes on. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            log.error("a task of the SMSC failed", bug);
        }
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive() && !isCurrentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            selector.close();
        } catch (IOException e) {
            log.warn("closing the selector", e);
        }
    }
}
