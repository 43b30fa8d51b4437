package kz.nusqau.counterparty.batch;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends members of a batch again, later or to the dead letters, in the session that received them:
 * receiving and sending commit together.
 */
final class Resending {

    /** Failed attempts so far, carried by the message itself. */
    static final String ATTEMPTS = "nusqau_attempts";

    private static final String LARGE_SIZE = "_AMQ_LARGE_SIZE";

    private final JmsBatchEndpoint endpoint;
    private final Session session;
    private final String route;
    private final Map<String, Message> received = new HashMap<>();

    Resending(JmsBatchEndpoint endpoint, Session session, String route) {
        this.endpoint = endpoint;
        this.session = session;
        this.route = route;
    }

    void received(String text, Message message) {
        received.put(text, message);
    }

    void resend(Undelivered undelivered) throws JMSException {
        if (undelivered.members().isEmpty()) {
            return;
        }
        try (MessageProducer producer = session.createProducer(null)) {
            for (Undelivered.Member member : undelivered.members()) {
                Message original = received.get(member.text());
                if (original == null) {
                    throw new IllegalStateException("not of this batch: " + member.text());
                }
                resend(producer, original, member);
            }
        }
    }

    private void resend(MessageProducer producer, Message original, Undelivered.Member member)
            throws JMSException {
        if (endpoint.isWholeMessages()) {
            if (member.fate() != Undelivered.Fate.DEAD) {
                // Sent again it would be the hub's own.
                throw new IllegalStateException("a whole message can only be buried");
            }
            bury(producer, kept(original), deliveries(original), member.why());
            return;
        }
        int attempts = attempts(original);
        switch (member.fate()) {
            case WAIT -> later(producer, member.text(), attempts, endpoint.getWaitDelay());
            case RETRY -> {
                if (attempts >= endpoint.getMaximumRedeliveries()) {
                    bury(
                            producer,
                            session.createTextMessage(member.text()),
                            attempts + 1,
                            member.why());
                } else {
                    later(producer, member.text(), attempts + 1, endpoint.delayAfter(attempts + 1));
                }
            }
            case DEAD ->
                    bury(
                            producer,
                            session.createTextMessage(member.text()),
                            attempts + 1,
                            member.why());
        }
    }

    /** Of a long one, and of one that is no text, only that it came is kept. */
    private Message kept(Message original) throws JMSException {
        boolean readable = original instanceof TextMessage && !original.propertyExists(LARGE_SIZE);
        String text = readable ? ((TextMessage) original).getText() : "";
        return session.createTextMessage(text == null ? "" : text);
    }

    private void later(MessageProducer producer, String text, int attempts, Duration delay)
            throws JMSException {
        TextMessage again = session.createTextMessage(text);
        again.setIntProperty(ATTEMPTS, attempts);
        producer.setDeliveryDelay(delay.toMillis());
        producer.send(session.createQueue(endpoint.queue()), again);
        producer.setDeliveryDelay(0);
    }

    /** A message that no step can read. */
    void bury(Message message, String why) throws JMSException {
        try (MessageProducer producer = session.createProducer(null)) {
            int deliveries = deliveries(message);
            message.clearProperties();
            bury(producer, message, deliveries, why);
        }
    }

    private void bury(MessageProducer producer, Message message, int attempts, String why)
            throws JMSException {
        message.setIntProperty(ATTEMPTS, attempts);
        message.setStringProperty("nusqau_queue", endpoint.queue());
        message.setStringProperty("nusqau_route", route);
        message.setStringProperty("nusqau_cause", why);
        producer.send(session.createQueue(endpoint.getDeadLetters()), message);
    }

    private static int attempts(Message message) throws JMSException {
        return message.propertyExists(ATTEMPTS) ? message.getIntProperty(ATTEMPTS) : 0;
    }

    /** How often the broker handed the message out, this time included. */
    static int deliveries(Message message) throws JMSException {
        return message.propertyExists("JMSXDeliveryCount")
                ? message.getIntProperty("JMSXDeliveryCount")
                : 1;
    }
}
