package kz.nusqau.partner;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kz.nusqau.partner.OutgoingStore.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what waits for one partner, at least once and events in the order of their numbers, on a
 * thread of its own: an address that is full stops nobody else's messages. One node at a time sends
 * to a partner.
 *
 * <p>Numbers are on disk before anything is sent under them. Then the broker has the messages on
 * its disk before they are marked as sent.
 */
final class Postman implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final String partner;
    private final OutgoingStore store;
    private final ConnectionFactory connections;
    private final TransactionTemplate transaction;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean running = true;

    Postman(
            String partner,
            OutgoingStore store,
            ConnectionFactory connections,
            TransactionTemplate transaction) {
        this.partner = partner;
        this.store = store;
        this.connections = connections;
        this.transaction = transaction;
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
            Duration pause = SWEEP;
            try {
                while (running && sendSome()) {
                    // Until nothing is left.
                }
            } catch (JMSException | UnsentMessages | DataAccessException | TransactionException e) {
                pause = AFTER_FAILURE;
                LOG.warn("messages to {} wait, again in {}: {}", partner, pause, String.valueOf(e));
            } catch (RuntimeException e) {
                pause = AFTER_FAILURE;
                LOG.error("messages to {} wait, again in {}", partner, pause, e);
            }
            rest(pause);
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
    private boolean sendSome() throws JMSException {
        transaction.executeWithoutResult(
                status -> {
                    if (store.lock(partner)) {
                        store.number(partner);
                    }
                });
        Boolean sent = transaction.execute(status -> store.lock(partner) && sendWaiting());
        return Boolean.TRUE.equals(sent);
    }

    private boolean sendWaiting() {
        List<Waiting> waiting = store.waiting(partner);
        if (waiting.isEmpty()) {
            return false;
        }
        try {
            send(waiting);
        } catch (JMSException e) {
            throw new UnsentMessages(e);
        }
        store.sent(waiting);
        return true;
    }

    private void send(List<Waiting> waiting) throws JMSException {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer replies =
                        session.createProducer(session.createQueue(Addresses.replies(partner)));
                MessageProducer events =
                        session.createProducer(session.createQueue(Addresses.events(partner)))) {
            for (Waiting each : waiting) {
                (each.message().channel() == Outgoing.Channel.REPLIES ? replies : events)
                        .send(message(session, each));
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

    /** The broker has none of them. */
    private static final class UnsentMessages extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnsentMessages(JMSException cause) {
            super(cause);
        }
    }
}
