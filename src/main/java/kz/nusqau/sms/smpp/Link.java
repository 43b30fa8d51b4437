package kz.nusqau.sms.smpp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import kz.nusqau.sms.smpp.LinkStatus.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that is kept up: bound again after every loss, until closed. An SMSC that isn't there
 * at the start is a loss like any other.
 */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /** A session that lived so long was no failure; the next loss starts the backoff anew. */
    private static final Duration STEADY = Duration.ofSeconds(30);

    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(5);
    private static final Duration UNBIND_WITHIN = Duration.ofSeconds(2);
    private static final long DRAIN_POLL_MILLIS = 10;

    private final LinkSettings settings;
    private final Receiver receiver;
    private final LinkListener listener;
    private final LinkMeters meters;
    private final Runnable roomChanged;
    private final @Nullable BlockingQueue<Connection> calls;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Session session;
    private volatile LinkStatus status;

    /**
     * Begins unbound.
     *
     * @param calls connections that the SMSC makes; null where this side makes them
     */
    Link(
            LinkSettings settings,
            Receiver receiver,
            LinkListener listener,
            LinkMeters meters,
            Runnable roomChanged,
            @Nullable BlockingQueue<Connection> calls) {
        this.settings = settings;
        this.receiver = receiver;
        this.listener = listener;
        this.meters = meters;
        this.roomChanged = roomChanged;
        this.calls = calls;
        this.status = status(State.CONNECTING, "not yet connected");
        this.thread =
                Thread.ofPlatform()
                        .name("smpp-" + settings.name())
                        .daemon(true)
                        .unstarted(this::keepBound);
    }

    void start() {
        thread.start();
    }

    LinkStatus status() {
        return status;
    }

    /** The bound session; null while there is none. */
    @Nullable Session session() {
        return session;
    }

    void tick(long now) {
        var bound = session;
        if (bound != null) {
            bound.tick(now);
        }
    }

    /** Answers what came, waits for what was sent, unbinds; all within a few seconds. */
    void close() {
        closing.countDown();
        var bound = session;
        if (bound != null) {
            bound.leave();
            await(bound::isIdle, DRAIN_WITHIN);
            bound.unbind();
            await(() -> session == null, UNBIND_WITHIN);
            bound.close("closed by this side");
        }
        thread.interrupt();
        try {
            thread.join(UNBIND_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepBound() {
        int failures = 0;
        while (!isClosing()) {
            Duration wait;
            try {
                var life = bindAndRead();
                failures = life.compareTo(STEADY) > 0 ? 1 : failures + 1;
                wait = backoff(failures);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (BindRefused e) {
                failures++;
                wait =
                        e.isForWhoWeAre()
                                ? settings.backoff().afterRefusal(ThreadLocalRandom.current())
                                : backoff(failures);
                lost(e, wait);
            } catch (IOException | MalformedPdu | RuntimeException e) {
                failures++;
                wait = backoff(failures);
                lost(e, wait);
            }
            pause(wait);
        }
        status = status(State.IDLE, "closed");
    }

    /** None for an SMSC that calls: it has something for us whenever it does. */
    private Duration backoff(int failures) {
        return calls == null
                ? settings.backoff().after(failures, ThreadLocalRandom.current())
                : Duration.ZERO;
    }

    private Binding.Bound connect() throws IOException, MalformedPdu, InterruptedException {
        if (calls == null) {
            status = status(State.CONNECTING, address());
            return new Binding(settings).connect();
        }
        status = status(State.LISTENING, "the SMSC connects when it has something");
        return new Binding(settings).on(calls.take());
    }

    /** Returns how long the session lived. */
    private Duration bindAndRead() throws IOException, MalformedPdu, InterruptedException {
        var bound = connect();
        var began = Instant.now();
        java.util.UUID id;
        try {
            id = listener.opened(settings.name());
        } catch (RuntimeException e) {
            bound.socket().close();
            throw e;
        }
        var current =
                new Session(
                        settings,
                        id,
                        bound,
                        receiver,
                        meters,
                        phone -> listener.reachable(settings.name(), phone));
        session = current;
        if (isClosing()) {
            // Whoever closes may not have seen this session, and a read can't be interrupted.
            current.unbindAndGo();
        }
        status = status(State.BOUND, settings.type() + " with " + address());
        LOG.info("{} is bound as {} with {}", settings.name(), settings.type(), address());
        roomChanged.run();
        String reason;
        try {
            reason = current.read();
        } finally {
            session = null;
            current.close("ended");
            listener.closed(settings.name(), id, current.allAnswersArrived());
        }
        status = status(State.WAITING, reason);
        if (calls != null) {
            LOG.info("{} has ended a session that the SMSC made: {}", settings.name(), reason);
        } else if (!isClosing()) {
            LOG.warn("{} lost its session: {}", settings.name(), reason);
        }
        return Duration.between(began, Instant.now());
    }

    private void lost(Exception cause, Duration wait) {
        status = status(State.WAITING, cause.getMessage() + "; next attempt in " + wait);
        LOG.warn(
                "{} can't bind with {}: {}; next attempt in {}",
                settings.name(),
                address(),
                cause.toString(),
                wait);
    }

    private void pause(Duration wait) {
        try {
            if (closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is closing", settings.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    private static void await(java.util.function.BooleanSupplier condition, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(DRAIN_POLL_MILLIS));
        }
    }

    private LinkStatus status(State state, String detail) {
        return new LinkStatus(settings.name(), state, Instant.now(), detail);
    }

    private String address() {
        return settings.host() + ":" + settings.port();
    }
}
