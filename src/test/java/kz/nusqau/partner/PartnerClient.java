package kz.nusqau.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import kz.nusqau.HubUnderTest;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;

/**
 * A partner's system in tests, over TCP with its own user. Whatever it reads is held against the
 * contract.
 */
final class PartnerClient implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final long PATIENCE_MILLIS = 20_000;
    private static final Contract CONTRACT = new Contract();

    private final String partner;
    private final Connection connection;
    private final Session session;
    private final List<Received> replies = new ArrayList<>();
    private final List<Received> events = new ArrayList<>();

    /** A message with its body. */
    record Received(Message message, JsonNode body) {

        String code() {
            return body.at("/error/code").asText();
        }

        String status() {
            return body.at("/payment/status").asText();
        }

        String paymentId() {
            return body.at("/payment/paymentId").asText();
        }
    }

    private PartnerClient(String partner, Connection connection) throws JMSException {
        this.partner = partner;
        this.connection = connection;
        this.session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        connection.start();
    }

    /** To the broker of {@link PartnerHub}, by the protocol of Artemis. */
    static PartnerClient connect(HubUnderTest hub, String partner) throws JMSException {
        var factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + PartnerHub.port());
        return new PartnerClient(
                partner, factory.createConnection(partner, PartnerHub.password(partner)));
    }

    /** The same by AMQP 1.0. */
    static PartnerClient connectByAmqp(String partner) throws JMSException {
        return new PartnerClient(
                partner, amqp().createConnection(partner, PartnerHub.password(partner)));
    }

    static JmsConnectionFactory amqp() {
        return new JmsConnectionFactory("amqp://127.0.0.1:" + PartnerHub.port());
    }

    static ObjectNode request(String type, String requestId) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("version", 1)
                .put("requestId", requestId);
    }

    static ObjectNode create(String requestId, String msisdn, String amount) {
        var request =
                request("payment.create", requestId)
                        .put("subscriber", msisdn)
                        .put("provider", "alma");
        request.putObject("requisites").put("account", "7273001123");
        request.putObject("amount").put("value", amount).put("currency", "KZT");
        return request;
    }

    Session session() {
        return session;
    }

    /** Sends a request and reads its reply. */
    Received ask(JsonNode request) throws JMSException {
        send(session.createTextMessage(request.toString()));
        String id = request.path("requestId").asText();
        return reply(reply -> reply.body().path("requestId").asText().equals(id));
    }

    /** Sends a message and reads the reply that is correlated with it. */
    Received ask(Message request) throws JMSException {
        String correlation = request.getJMSCorrelationID();
        send(request);
        String wanted = correlation == null ? request.getJMSMessageID() : correlation;
        return reply(reply -> wanted.equals(correlationOf(reply.message())));
    }

    void send(Message message) throws JMSException {
        try (var producer = session.createProducer(session.createQueue(address("requests")))) {
            producer.send(message);
        }
    }

    Received reply(Predicate<Received> wanted) throws JMSException {
        return next("replies", replies, wanted);
    }

    /** The next event of this type about a payment. */
    Received event(String type, String paymentId) throws JMSException {
        return next(
                "events",
                events,
                event ->
                        event.body().path("type").asText().equals(type)
                                && event.paymentId().equals(paymentId));
    }

    Received event(Predicate<Received> wanted) throws JMSException {
        return next("events", events, wanted);
    }

    /** What nobody asked for yet stays for those who do. */
    private Received next(String queue, List<Received> before, Predicate<Received> wanted)
            throws JMSException {
        for (Received received : before) {
            if (wanted.test(received)) {
                before.remove(received);
                return received;
            }
        }
        try (var consumer = session.createConsumer(session.createQueue(address(queue)))) {
            for (Message message = consumer.receive(PATIENCE_MILLIS);
                    message != null;
                    message = consumer.receive(PATIENCE_MILLIS)) {
                Received received = judged(message);
                if (wanted.test(received)) {
                    return received;
                }
                before.add(received);
            }
        }
        throw new AssertionError("no such message in " + queue + "; there were " + before);
    }

    private static Received judged(Message message) throws JMSException {
        String text = ((TextMessage) message).getText();
        try {
            JsonNode body = JSON.readTree(text);
            assertThat(CONTRACT.fault(body.path("type").asText(), body)).as(text).isEmpty();
            assertThat(message.getJMSType()).isEqualTo(body.path("type").asText());
            return new Received(message, body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    private static String correlationOf(Message message) {
        try {
            return message.getJMSCorrelationID();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private String address(String channel) {
        return "partner." + partner + "." + channel;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
