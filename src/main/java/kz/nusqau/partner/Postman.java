package kz.nusqau.partner;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kz.nusqau.partner.Outgoing.Channel;
import kz.nusqau.partner.OutgoingStore.Waiting;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what waits for one partner, at least once and events in the order of their numbers, on a
 * thread of its own: an address that is full stops nobody else's messages. Nor do events that
 * aren't read stop replies. One node at a time sends to a partner.
 *
 * <p>Numbers are on disk before anything is sent under them. Then the broker has the messages on
 * its disk before they are marked as sent. What it doesn't take stays in the database, and
 * operations are told so once.
 *
 * <p>It looks where it was told that something is, and everywhere once a second: for what another
 * node committed, or this one before it died.
 */
final class Postman implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long AFTER_FAILURE_NANOS = Duration.ofSeconds(2).toNanos();

    /** While another node sends; it may have looked just before what it is to send was there. */
    private static final long BESIDE_ANOTHER_NANOS = Duration.ofMillis(20).toNanos();

    /** A line that nothing went over for so long is closed. */
    private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();

    private static final int FEWER = 4;

    private final String partner;
    private final OutgoingStore store;
    private final PostmanLine line;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore wakes = new Semaphore(0);
    private final Set<Channel> woken = EnumSet.noneOf(Channel.class);
    private final Map<Channel, Instant> blocked = new ConcurrentHashMap<>();
    private final Map<Channel, Integer> atOnce = new EnumMap<>(Channel.class);

    /** By {@link System#nanoTime()}. */
    private final Map<Channel, Long> notBefore = new EnumMap<>(Channel.class);

    private long lookAt = System.nanoTime();
    private long usedAt = System.nanoTime();
    private long besideNanos = BESIDE_ANOTHER_NANOS;
    private volatile boolean running = true;

    Postman(
            String partner,
            OutgoingStore store,
            ConnectionFactory connections,
            TransactionTemplate transaction,
            Clock clock) {
        this.partner = partner;
        this.store = store;
        this.line = new PostmanLine(partner, connections);
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Something was committed for these channels. */
    void wake(Set<Channel> channels) {
        synchronized (woken) {
            woken.addAll(channels);
        }
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    void stop() {
        running = false;
        wakes.release();
    }

    @Override
    public void run() {
        try (line) {
            while (running) {
                deliverAll(awaitDue());
                if (System.nanoTime() - usedAt > IDLE_NANOS) {
                    line.close();
                }
            }
        }
    }

    /** Where something was committed, or all when it is time to look. */
    private EnumSet<Channel> awaitDue() {
        try {
            if (wakes.tryAcquire(lookAt - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException e) {
            running = false;
            Thread.currentThread().interrupt();
        }
        EnumSet<Channel> due = takeWoken();
        if (lookAt - System.nanoTime() <= 0) {
            lookAt = System.nanoTime() + SWEEP_NANOS;
            due.addAll(EnumSet.allOf(Channel.class));
        }
        return due;
    }

    private EnumSet<Channel> takeWoken() {
        synchronized (woken) {
            EnumSet<Channel> taken = EnumSet.copyOf(woken);
            woken.clear();
            return taken;
        }
    }

    /** In turns, so that many events don't keep replies waiting. */
    private void deliverAll(EnumSet<Channel> due) {
        while (!due.isEmpty() && running) {
            for (Channel channel : EnumSet.copyOf(due)) {
                if (isResting(channel) || !deliver(channel)) {
                    due.remove(channel);
                }
            }
            due.addAll(takeWoken());
        }
    }

    private boolean isResting(Channel channel) {
        Long until = notBefore.get(channel);
        return until != null && until - System.nanoTime() > 0;
    }

    /** Until then nothing is tried; then it is. */
    private void rest(Channel channel, long nanos) {
        long until = System.nanoTime() + nanos;
        notBefore.put(channel, until);
        if (until - lookAt < 0) {
            lookAt = until;
        }
    }

    /** Since when the broker takes nothing more of a channel; empty while it does. */
    Map<Channel, Instant> blocked() {
        return Map.copyOf(blocked);
    }

    private enum Delivery {
        /** As many as were looked for. */
        MORE,
        ALL,
        /** Another node does. */
        HELD
    }

    /** True when there may be more. */
    private boolean deliver(Channel channel) {
        try {
            Delivery delivery = sendSome(channel);
            if (delivery == Delivery.HELD) {
                rest(channel, besideNanos);
                besideNanos = Math.min(2 * besideNanos, SWEEP_NANOS);
                return false;
            }
            besideNanos = BESIDE_ANOTHER_NANOS;
            atOnce.put(channel, Math.min(OutgoingStore.AT_ONCE, atOnce(channel) * 2));
            passed(channel);
            return delivery == Delivery.MORE;
        } catch (UnsentMessages e) {
            // As many as there is room for: an address is rarely full to the last.
            atOnce.put(channel, Math.max(1, atOnce(channel) / FEWER));
            waits(channel, e);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} for {} wait: {}", channel, partner, String.valueOf(e));
        } catch (RuntimeException e) {
            LOG.error("{} for {} wait", channel, partner, e);
        }
        rest(channel, AFTER_FAILURE_NANOS);
        return false;
    }

    private int atOnce(Channel channel) {
        return atOnce.getOrDefault(channel, OutgoingStore.AT_ONCE);
    }

    private void waits(Channel channel, UnsentMessages why) {
        if (blocked.putIfAbsent(channel, clock.instant()) != null) {
            return;
        }
        String cause = String.valueOf(why.getCause());
        if (why.isAddressFull()) {
            LOG.error(
                    "the broker takes no more {} for {}, who may not be reading them; they wait"
                            + " in the database: {}",
                    channel,
                    partner,
                    cause);
        } else {
            LOG.warn(
                    "the broker doesn't take {} for {}; they wait in the database: {}",
                    channel,
                    partner,
                    cause);
        }
    }

    private void passed(Channel channel) {
        Instant since = blocked.remove(channel);
        if (since != null) {
            LOG.info("the broker takes {} for {} again; not since {}", channel, partner, since);
        }
    }

    private Delivery sendSome(Channel channel) {
        if (channel == Channel.EVENTS) {
            transaction.executeWithoutResult(
                    status -> {
                        if (store.hasUnnumbered(partner) && store.lock(partner)) {
                            store.number(partner);
                        }
                    });
        }
        Delivery delivery =
                transaction.execute(
                        status -> store.lock(partner) ? sendWaiting(channel) : Delivery.HELD);
        return Objects.requireNonNull(delivery);
    }

    private Delivery sendWaiting(Channel channel) {
        int most = atOnce(channel);
        List<Waiting> waiting = store.waiting(partner, channel, most);
        if (!waiting.isEmpty()) {
            try {
                line.send(channel, waiting);
            } catch (JMSException e) {
                throw new UnsentMessages(e);
            }
            store.sent(waiting);
            usedAt = System.nanoTime();
        }
        return waiting.size() < most ? Delivery.ALL : Delivery.MORE;
    }

    /** For all that is known the broker has none of them; they are sent again. */
    private static final class UnsentMessages extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final boolean addressFull;

        UnsentMessages(JMSException cause) {
            super(cause);
            addressFull =
                    cause.getCause() instanceof ActiveMQException failure
                            && failure.getType() == ActiveMQExceptionType.ADDRESS_FULL;
        }

        /** What else fails, as while one broker takes over from another, is no partner's doing. */
        boolean isAddressFull() {
            return addressFull;
        }
    }
}
