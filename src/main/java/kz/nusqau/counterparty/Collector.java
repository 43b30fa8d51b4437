package kz.nusqau.counterparty;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets questions that come close together share a request. With no request under way the first one
 * leaves at once; else they wait for company, for a few milliseconds at most.
 */
final class Collector<Q, A> implements AutoCloseable {

    private static final long LINGER_NANOS = Duration.ofMillis(2).toNanos();
    private static final int COMPANY = 64;

    private final int maxBatch;
    private final int maxUnderWay;
    private final int capacity;
    private final long patienceNanos;
    private final Consumer<List<Question<Q, A>>> ask;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Question<Q, A>> waiting = new ArrayDeque<>();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private int underWay;
    private boolean closed;

    /** A question, its answer to come, and when it is too late for it. */
    record Question<Q, A>(Q asked, CompletableFuture<A> answer, long askedAt) {}

    /**
     * Starts the thread.
     *
     * @param maxUnderWay requests under way at once
     * @param capacity questions that may wait
     * @param patience a question that waited so long fails
     * @param ask completes every answer of the list; may block
     */
    Collector(
            String name,
            int maxBatch,
            int maxUnderWay,
            int capacity,
            Duration patience,
            Consumer<List<Question<Q, A>>> ask) {
        this.maxBatch = maxBatch;
        this.maxUnderWay = maxUnderWay;
        this.capacity = capacity;
        this.patienceNanos = patience.toNanos();
        this.ask = ask;
        this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::dispatchAll);
    }

    CompletableFuture<A> ask(Q question) {
        var asked = new Question<Q, A>(question, new CompletableFuture<>(), System.nanoTime());
        lock.lock();
        try {
            if (closed || waiting.size() >= capacity) {
                return CompletableFuture.failedFuture(
                        new CounterpartyUnavailable("too many look-ups are waiting"));
            }
            waiting.add(asked);
            // The dispatcher needs waking for the first and for company, not for each.
            if (waiting.size() == 1 || waiting.size() == COMPANY) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return asked.answer;
    }

    private void dispatchAll() {
        while (true) {
            List<Question<Q, A>> batch;
            try {
                batch = next();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (batch.isEmpty()) {
                return;
            }
            calls.execute(() -> call(batch));
        }
    }

    /** The next batch; empty at the end. */
    private List<Question<Q, A>> next() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                failLate();
                if (waiting.isEmpty() || underWay >= maxUnderWay) {
                    changed.await(100, TimeUnit.MILLISECONDS);
                } else if (underWay == 0 || waiting.size() >= COMPANY) {
                    return take();
                } else {
                    long age = System.nanoTime() - waiting.getFirst().askedAt;
                    if (age >= LINGER_NANOS) {
                        return take();
                    }
                    long left = changed.awaitNanos(LINGER_NANOS - age);
                    assert left <= LINGER_NANOS;
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Question<Q, A>> take() {
        var batch = new ArrayList<Question<Q, A>>(Math.min(waiting.size(), maxBatch));
        while (batch.size() < maxBatch && !waiting.isEmpty()) {
            batch.add(waiting.removeFirst());
        }
        underWay++;
        return batch;
    }

    private void failLate() {
        long now = System.nanoTime();
        while (!waiting.isEmpty() && now - waiting.getFirst().askedAt > patienceNanos) {
            var late = waiting.removeFirst();
            // Whoever waits may do anything in the completion, so not under our lock.
            calls.execute(
                    () ->
                            late.answer.completeExceptionally(
                                    new CounterpartyUnavailable("the look-up waited too long")));
        }
    }

    private void call(List<Question<Q, A>> batch) {
        try {
            ask.accept(batch);
        } catch (RuntimeException | Error e) {
            var failure = new CounterpartyUnavailable("the look-up failed", e);
            batch.forEach(question -> question.answer.completeExceptionally(failure));
        } finally {
            lock.lock();
            try {
                underWay--;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    int depth() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
            for (var question : waiting) {
                question.answer.completeExceptionally(
                        new CounterpartyUnavailable("the hub is stopping"));
            }
            waiting.clear();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        calls.shutdown();
    }
}
