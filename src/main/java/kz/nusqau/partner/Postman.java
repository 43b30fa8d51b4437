package kz.nusqau.partner;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kz.nusqau.partner.Outgoing.Channel;
import kz.nusqau.partner.OutgoingStore.Waiting;
import org.jspecify.annotations.Nullable;
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
 */
final class Postman implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final int FEWER = 4;

    private final String partner;
    private final OutgoingStore store;
    private final ConnectionFactory connections;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore wakes = new Semaphore(0);
    private final Map<Channel, Instant> blocked = new ConcurrentHashMap<>();
    private final Map<Channel, Integer> atOnce = new EnumMap<>(Channel.class);
    private volatile boolean running = true;

    Postman(
            String partner,
            OutgoingStore store,
            ConnectionFactory connections,
            TransactionTemplate transaction,
            Clock clock) {
        this.partner = partner;
        this.store = store;
        this.connections = connections;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Something was committed. */
    void wake() {
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
        while (running) {
            rest(deliverAll().isEmpty() ? SWEEP : AFTER_FAILURE);
        }
    }

    /** In turns, so that many events don't keep replies waiting; returns the channels that fail. */
    private Set<Channel> deliverAll() {
        EnumSet<Channel> failed = EnumSet.noneOf(Channel.class);
        for (boolean more = true; more && running; ) {
            more = false;
            for (Channel channel : EnumSet.complementOf(failed)) {
                switch (deliver(channel)) {
                    case SOME -> more = true;
                    case NOTHING -> {}
                    case FAILED -> failed.add(channel);
                }
            }
        }
        return failed;
    }

    private enum Delivery {
        SOME,
        NOTHING,
        FAILED
    }

    /** Since when the broker takes nothing more of a channel; empty while it does. */
    Map<Channel, Instant> blocked() {
        return Map.copyOf(blocked);
    }

    private Delivery deliver(Channel channel) {
        try {
            if (!sendSome(channel)) {
                return Delivery.NOTHING;
            }
            atOnce.put(channel, Math.min(OutgoingStore.AT_ONCE, atOnce(channel) * 2));
            passed(channel);
            return Delivery.SOME;
        } catch (UnsentMessages e) {
            // As many as there is room for: an address is rarely full to the last.
            atOnce.put(channel, Math.max(1, atOnce(channel) / FEWER));
            waits(channel, e);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} for {} wait: {}", channel, partner, String.valueOf(e));
        } catch (RuntimeException e) {
            LOG.error("{} for {} wait", channel, partner, e);
        }
        return Delivery.FAILED;
    }

    private int atOnce(Channel channel) {
        return atOnce.getOrDefault(channel, OutgoingStore.AT_ONCE);
    }

    private void waits(Channel channel, UnsentMessages why) {
        if (blocked.putIfAbsent(channel, clock.instant()) == null) {
            LOG.error(
                    "the broker takes no more {} for {}, who may not be reading them; they wait"
                            + " in the database: {}",
                    channel,
                    partner,
                    String.valueOf(why.getCause()));
        }
    }

    private void passed(Channel channel) {
        Instant since = blocked.remove(channel);
        if (since != null) {
            LOG.info("the broker takes {} for {} again; not since {}", channel, partner, since);
        }
    }

    private void rest(Duration pause) {
        try {
            if (wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException e) {
            running = false;
            Thread.currentThread().interrupt();
        }
    }

    /** True when there was something. */
    private boolean sendSome(Channel channel) {
        if (channel == Channel.EVENTS) {
            transaction.executeWithoutResult(
                    status -> {
                        if (store.lock(partner)) {
                            store.number(partner);
                        }
                    });
        }
        Boolean sent = transaction.execute(status -> store.lock(partner) && sendWaiting(channel));
        return Boolean.TRUE.equals(sent);
    }

    private boolean sendWaiting(Channel channel) {
        List<Waiting> waiting = store.waiting(partner, channel, atOnce(channel));
        if (waiting.isEmpty()) {
            passed(channel);
            return false;
        }
        try {
            send(channel, waiting);
        } catch (JMSException e) {
            throw new UnsentMessages(e);
        }
        store.sent(waiting);
        return true;
    }

    private void send(Channel channel, List<Waiting> waiting) throws JMSException {
        String address =
                channel == Channel.REPLIES ? Addresses.replies(partner) : Addresses.events(partner);
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(address))) {
            for (Waiting each : waiting) {
                producer.send(message(session, each));
            }
            session.commit();
        }
    }

    private static TextMessage message(Session session, Waiting waiting) throws JMSException {
        Outgoing outgoing = waiting.message();
        TextMessage message =
                session.createTextMessage(numbered(outgoing.body(), waiting.sequence()));
        message.setJMSType(outgoing.type());
        if (outgoing.correlation() != null) {
            message.setJMSCorrelationID(outgoing.correlation());
        }
        if (outgoing.group() != null) {
            message.setStringProperty("JMSXGroupID", outgoing.group());
        }
        if (waiting.sequence() != null) {
            message.setLongProperty("sequence", waiting.sequence());
        }
        return message;
    }

    /** As the first member: the body is an object of ours, and never empty. */
    private static String numbered(String body, @Nullable Long sequence) {
        return sequence == null ? body : "{\"sequence\":" + sequence + "," + body.substring(1);
    }

    /** For all that is known the broker has none of them; they are sent again. */
    private static final class UnsentMessages extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsentMessages(JMSException cause) {
            super(cause);
        }
    }
}
