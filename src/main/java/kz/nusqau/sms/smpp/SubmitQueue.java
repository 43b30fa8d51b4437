package kz.nusqau.sms.smpp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a bind has to submit, the most urgent first and equals in order, and before all of it what
 * may leave by one session only. Nothing in here waits but the caller of {@link #submit(SubmitSm,
 * WhenAnswered)} when the queue is full: sending goes on whenever something new comes, an answer
 * makes room, or time has passed.
 */
final class SubmitQueue {

    /** Then the message goes back to where it came from; others may fare better meanwhile. */
    private static final int MOST_THROTTLES = 20;

    /** So many full queues in a row are not the recipients': it is the SMSC's own. */
    private static final int FULL_IN_A_ROW = 10;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Sessions sessions;
    private final ScheduledExecutorService clock;
    private final int capacity;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();

    /** One that comes back keeps its number, and so its place among equals. */
    private final PriorityQueue<Entry> waiting =
            new PriorityQueue<>(
                    Comparator.comparingInt((Entry entry) -> -entry.message.priority())
                            .thenComparingLong(entry -> entry.number));

    private final PinnedSubmits pinned = new PinnedSubmits();
    private volatile long unboundSinceNanos = NEVER;
    private long lastNumber;
    private int fullInARow;
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
            return waiting.size() + pinned.size();
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

    void submit(SubmitSm message, WhenAnswered whenDone) throws InterruptedException {
        if (!sessions.areBound()) {
            var other = sessions.elsewhere();
            if (other != null) {
                other.submit(message, whenDone);
                return;
            }
            if (sessions.arePaused() || isWithoutSession(System.nanoTime())) {
                whenDone.accept(noSession());
                return;
            }
        }
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= capacity && !closed) {
                notFull.await();
            }
            if (closed) {
                throw new RejectedExecutionException("the bind is closed");
            }
            waiting.add(new Entry(++lastNumber, message, whenDone, System.nanoTime()));
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** By that session alone. How many there are is bounded where they come from. */
    void submit(SubmitSm message, UUID session, WhenAnswered whenDone) {
        boolean late;
        lock.lock();
        try {
            late = closed;
            if (!late) {
                pinned.add(message, session, whenDone);
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            whenDone.accept(new SubmitResult.NotSent("the bind is closed"));
        } else {
            pump();
        }
    }

    /** Sends what may leave now. */
    void pump() {
        List<Entry> expired = send();
        expired.forEach(entry -> entry.whenDone.accept(new SubmitResult.Expired()));
    }

    /** Returns what it was too late for. */
    private List<Entry> send() {
        List<Entry> expired = List.of();
        lock.lock();
        try {
            while (!waiting.isEmpty() || !pinned.isEmpty()) {
                long now = System.nanoTime();
                long nanos = pace.nanosToWait(now);
                if (nanos > 0) {
                    wakeUpIn(nanos);
                    return expired;
                }
                var ready = pinned.isEmpty() ? null : pinned.next(sessions::find);
                if (ready != null) {
                    pace.left(now);
                    ready.session()
                            .submit(
                                    ready.pinned().message().toBody(),
                                    result -> done(ready.pinned(), result));
                    continue;
                }
                if (waiting.isEmpty()) {
                    return expired;
                }
                var session = sessions.withMostRoom();
                if (session == null) {
                    return expired;
                }
                var entry = waiting.remove();
                notFull.signal();
                var body = entry.body(now);
                if (body == null) {
                    expired = expired.isEmpty() ? new ArrayList<>() : expired;
                    expired.add(entry);
                    continue;
                }
                pace.left(now);
                session.submit(body, new Sent(entry));
            }
            return expired;
        } finally {
            lock.unlock();
        }
    }

    void tick(long now) {
        giveBackWhatWaitsForASession(now);
        giveBackStranded(now);
        pump();
    }

    private void giveBackStranded(long now) {
        List<PinnedSubmits.Stranded> stranded;
        lock.lock();
        try {
            stranded = pinned.isEmpty() ? List.of() : pinned.stranded(now, sessions::find);
        } finally {
            lock.unlock();
        }
        stranded.forEach(PinnedSubmits.Stranded::tell);
    }

    /** Nothing may wait here: it goes by another bind, or back to where it came from. */
    void passOn() {
        var other = sessions.elsewhere();
        var all = takeAll();
        if (other == null) {
            all.forEach(entry -> entry.whenDone.accept(noSession()));
        } else {
            other.takeOver(all);
        }
    }

    /** Whatever the capacity: they were admitted once. */
    private void takeOver(List<Entry> entries) {
        lock.lock();
        try {
            if (!closed) {
                entries.forEach(entry -> waiting.add(entry.as(++lastNumber)));
                entries = List.of();
            }
        } finally {
            lock.unlock();
        }
        entries.forEach(entry -> entry.whenDone.accept(noSession()));
        pump();
    }

    void close() {
        List<PinnedSubmits.Stranded> left;
        lock.lock();
        try {
            closed = true;
            left = pinned.all("closing");
        } finally {
            lock.unlock();
        }
        left.forEach(PinnedSubmits.Stranded::tell);
        takeAll().forEach(entry -> entry.whenDone.accept(new SubmitResult.NotSent("closing")));
    }

    /** Whoever gave it decides whether to give it again. */
    private void done(PinnedSubmits.Pinned sent, SubmitResult result) {
        lock.lock();
        try {
            noteRefusal(result);
        } finally {
            lock.unlock();
        }
        sent.whenDone().accept(result);
        pump();
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
            boolean throttled = noteRefusal(result);
            if (throttled) {
                entry.throttles++;
            }
            boolean sendAgain =
                    !closed
                            && (result instanceof SubmitResult.NotSent
                                    || (throttled && entry.throttles < MOST_THROTTLES));
            if (sendAgain) {
                waiting.add(entry);
            }
            return sendAgain;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the SMSC says that it was too fast. */
    private boolean noteRefusal(SubmitResult result) {
        boolean throttled = isRefused(result, Status.THROTTLED);
        fullInARow = isRefused(result, Status.MESSAGE_QUEUE_FULL) ? fullInARow + 1 : 0;
        if (throttled || fullInARow >= FULL_IN_A_ROW) {
            pace.throttled(System.nanoTime());
        }
        return throttled;
    }

    private static boolean isRefused(SubmitResult result, int with) {
        return result instanceof SubmitResult.Refused(int status) && status == with;
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
        if (isWithoutSession(now) || sessions.arePaused() || sessions.elsewhere() != null) {
            passOn();
        }
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
            var all = new ArrayList<Entry>(waiting.size());
            while (!waiting.isEmpty()) {
                all.add(waiting.remove());
            }
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

        /** Null when this node has it no more. */
        @Nullable Session find(UUID id);

        boolean areBound();

        /** Nobody will bind for a while. */
        boolean arePaused();

        /** Where to submit while none is bound; null when there is no such place. */
        @Nullable SubmitQueue elsewhere();
    }

    /** Hands on what the SMSC answers. */
    private final class Sent implements WhenAnswered {

        private final Entry entry;

        Sent(Entry entry) {
            this.entry = entry;
        }

        @Override
        public void accept(SubmitResult result) {
            done(entry, result);
        }

        @Override
        public void acceptedLate(SubmitResult.Accepted result) {
            entry.whenDone.acceptedLate(result);
        }
    }

    private static final class Entry {
        private final long number;
        private final SubmitSm message;
        private final WhenAnswered whenDone;
        private final long queuedNanos;
        private int throttles;

        Entry(long number, SubmitSm message, WhenAnswered whenDone, long queuedNanos) {
            this.number = number;
            this.message = message;
            this.whenDone = whenDone;
            this.queuedNanos = queuedNanos;
        }

        Entry as(long newNumber) {
            return new Entry(newNumber, message, whenDone, queuedNanos);
        }

        /** Null when its validity ended while it waited. */
        byte @Nullable [] body(long now) {
            long waited = (now - queuedNanos) / SECOND_NANOS;
            return waited == 0 ? message.toBody() : message.toBodyAfter(waited);
        }
    }
}
