package kz.nusqau.sms.smpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a bind has to submit, in order. Nothing in here waits but the caller of {@link #submit} when
 * the queue is full: sending goes on whenever something new comes, an answer makes room, or time
 * has passed.
 */
final class SubmitQueue {

    /** Then the message goes back to where it came from; others may fare better meanwhile. */
    private static final int MOST_THROTTLES = 20;

    private static final long NEVER = Long.MIN_VALUE;

    private final Sessions sessions;
    private final ScheduledExecutorService clock;
    private final int capacity;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Deque<Entry> waiting = new ArrayDeque<>();

    /** Ahead of all others, in their old order. */
    private final PriorityQueue<Entry> again =
            new PriorityQueue<>(Comparator.comparingLong(entry -> entry.number));

    private volatile long unboundSinceNanos = NEVER;
    private long lastNumber;
    private boolean wakeUpDue;
    private boolean closed;

    SubmitQueue(BindSettings settings, Sessions sessions, ScheduledExecutorService clock) {
        this.sessions = sessions;
        this.clock = clock;
        this.capacity = Math.max(1, settings.window());
        this.pace = new Pace(settings.rate());
    }

    int depth() {
        lock.lock();
        try {
            return waiting.size() + again.size();
        } finally {
            lock.unlock();
        }
    }

    double rate() {
        lock.lock();
        try {
            return pace.perSecond();
        } finally {
            lock.unlock();
        }
    }

    /** The contract's rate is for all its sessions; this node has so many of them. */
    void share(int sessionsHere, int sessionsInAll) {
        lock.lock();
        try {
            pace.share(sessionsHere, sessionsInAll);
        } finally {
            lock.unlock();
        }
    }

    void submit(byte[] body, Consumer<SubmitResult> whenDone) throws InterruptedException {
        if (isWithoutSession(System.nanoTime())) {
            whenDone.accept(noSession());
            return;
        }
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= capacity && !closed) {
                notFull.await();
            }
            if (closed) {
                throw new RejectedExecutionException("the bind is closed");
            }
            waiting.add(new Entry(++lastNumber, body, whenDone));
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** Sends what may leave now. */
    void pump() {
        lock.lock();
        try {
            while (!waiting.isEmpty() || !again.isEmpty()) {
                long now = System.nanoTime();
                long nanos = pace.nanosToWait(now);
                if (nanos > 0) {
                    wakeUpIn(nanos);
                    return;
                }
                var session = sessions.withMostRoom();
                if (session == null) {
                    return;
                }
                var entry = next();
                pace.left(now);
                session.submit(entry.body, result -> done(entry, result));
            }
        } finally {
            lock.unlock();
        }
    }

    void tick(long now) {
        giveBackWhatWaitsForASession(now);
        pump();
    }

    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        takeAll().forEach(entry -> entry.whenDone.accept(new SubmitResult.NotSent("closing")));
    }

    private void done(Entry entry, SubmitResult result) {
        boolean once = isToBeSentAgain(entry, result);
        if (!once) {
            entry.whenDone.accept(result);
        }
        pump();
    }

    private boolean isToBeSentAgain(Entry entry, SubmitResult result) {
        lock.lock();
        try {
            boolean throttled =
                    result instanceof SubmitResult.Refused(int status)
                            && status == Status.THROTTLED;
            if (throttled) {
                pace.throttled(System.nanoTime());
                entry.throttles++;
            }
            boolean sendAgain =
                    !closed
                            && (result instanceof SubmitResult.NotSent
                                    || (throttled && entry.throttles < MOST_THROTTLES));
            if (sendAgain) {
                again.add(entry);
            }
            return sendAgain;
        } finally {
            lock.unlock();
        }
    }

    private Entry next() {
        var entry = again.poll();
        if (entry == null) {
            entry = waiting.remove();
            notFull.signal();
        }
        return entry;
    }

    /** A link that is gone for longer must not hold what another node could send. */
    private void giveBackWhatWaitsForASession(long now) {
        if (sessions.areBound()) {
            unboundSinceNanos = NEVER;
            return;
        }
        if (unboundSinceNanos == NEVER) {
            unboundSinceNanos = now;
        }
        if (!isWithoutSession(now)) {
            return;
        }
        takeAll().forEach(entry -> entry.whenDone.accept(noSession()));
    }

    private boolean isWithoutSession(long now) {
        long since = unboundSinceNanos;
        return since != NEVER && now - since > Bind.SESSION_WITHIN.toNanos();
    }

    private static SubmitResult noSession() {
        return new SubmitResult.NotSent("no session is bound");
    }

    private List<Entry> takeAll() {
        lock.lock();
        try {
            var all = new ArrayList<>(again);
            all.addAll(waiting);
            again.clear();
            waiting.clear();
            notFull.signalAll();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void wakeUpIn(long nanos) {
        if (!wakeUpDue) {
            wakeUpDue = true;
            var unused = clock.schedule(this::wakeUp, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void wakeUp() {
        lock.lock();
        try {
            wakeUpDue = false;
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** The sessions of the bind, as far as sending needs to know them. */
    interface Sessions {

        /** Null when no window has room. */
        @Nullable Session withMostRoom();

        boolean areBound();
    }

    private static final class Entry {
        private final long number;
        private final byte[] body;
        private final Consumer<SubmitResult> whenDone;
        private int throttles;

        Entry(long number, byte[] body, Consumer<SubmitResult> whenDone) {
            this.number = number;
            this.body = body;
            this.whenDone = whenDone;
        }
    }
}
