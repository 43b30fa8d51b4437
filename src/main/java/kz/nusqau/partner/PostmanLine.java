package kz.nusqau.partner;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.partner.Outgoing.Channel;
import kz.nusqau.partner.OutgoingStore.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A postman's way to the broker: opened for the first message, kept while there are more. One that
 * fails is closed, and opened anew for the next message. Of one thread.
 */
final class PostmanLine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostmanLine.class);

    private final String partner;
    private final ConnectionFactory connections;
    private @Nullable Open open;

    PostmanLine(String partner, ConnectionFactory connections) {
        this.partner = partner;
        this.connections = connections;
    }

    private record Open(
            Connection connection, Session session, Map<Channel, MessageProducer> producers) {

        MessageProducer producer(Channel channel) {
            MessageProducer producer = producers.get(channel);
            if (producer == null) {
                throw new IllegalStateException("no producer of " + channel);
            }
            return producer;
        }
    }

    /** Returns when the broker has all of them on its disk; it has none when this fails. */
    void send(Channel channel, List<Waiting> waiting) throws JMSException {
        try {
            Open line = opened();
            MessageProducer producer = line.producer(channel);
            for (Waiting each : waiting) {
                producer.send(message(line.session, each));
            }
            line.session.commit();
        } catch (JMSException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Open opened() throws JMSException {
        Open line = open;
        if (line == null) {
            Connection connection = connections.createConnection();
            try {
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                line = new Open(connection, session, producers(session));
                open = line;
            } finally {
                if (line == null) {
                    connection.close();
                }
            }
        }
        return line;
    }

    private Map<Channel, MessageProducer> producers(Session session) throws JMSException {
        Map<Channel, MessageProducer> producers = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            String address =
                    switch (channel) {
                        case REPLIES -> Addresses.replies(partner);
                        case EVENTS -> Addresses.events(partner);
                    };
            producers.put(channel, session.createProducer(session.createQueue(address)));
        }
        return producers;
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

    /** What was sent and not committed is gone; the next message opens it again. */
    @Override
    public void close() {
        Open line = open;
        open = null;
        if (line != null) {
            // Its session and producers end with it.
            try (line.connection;
                    line.session) {
                LOG.debug("the line to {} ends", partner);
            } catch (JMSException | RuntimeException e) {
                // The pool fails, too, when a connection that it lent is gone.
                LOG.debug("the line to {} broke before it ended: {}", partner, e.toString());
            }
        }
    }
}
