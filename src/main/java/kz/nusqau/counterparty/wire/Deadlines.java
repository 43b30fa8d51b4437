package kz.nusqau.counterparty.wire;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends exchanges that take too long as a whole: a socket's timeout counts anew with every byte, so
 * a counterparty that trickles would hold a connection for ever.
 */
final class Deadlines implements AutoCloseable {

    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private volatile boolean closed;

    Deadlines(String name) {
        watch = Thread.ofPlatform().name(name + "-deadlines").daemon(true).start(this::watch);
    }

    Deadline begin(Duration allowed, Runnable onLate) {
        var deadline = new Deadline(System.nanoTime() + allowed.toNanos(), onLate);
        running.add(deadline);
        return deadline;
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            long now = System.nanoTime();
            for (Deadline deadline : running) {
                if (now - deadline.endsAt > 0) {
                    deadline.miss();
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
    }

    final class Deadline implements AutoCloseable {

        private final long endsAt;
        private final Runnable onLate;
        private final AtomicBoolean over = new AtomicBoolean();

        private Deadline(long endsAt, Runnable onLate) {
            this.endsAt = endsAt;
            this.onLate = onLate;
        }

        /** True when the exchange ended first; from then on the deadline does nothing. */
        boolean met() {
            return over.compareAndSet(false, true);
        }

        private void miss() {
            running.remove(this);
            if (over.compareAndSet(false, true)) {
                onLate.run();
            }
        }

        @Override
        public void close() {
            over.set(true);
            running.remove(this);
        }
    }
}
