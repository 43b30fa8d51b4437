import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A partner that speaks JMS, with the client of Apache Artemis (org.apache.artemis:artemis-jakarta-client) and Jackson:
 *
 * <pre>
 * echo '{"type":"payment.create",…}' | NUSQAU_PARTNER=demo-shop NUSQAU_PASSWORD=… java -cp '…' JmsPartner.java
 * </pre>
 *
 * <p>Asks what comes in on the standard input, one request a line, and prints replies and events.
 */
public final class JmsPartner implements AutoCloseable {

    /** Connects again by itself for as long as it takes; a pair of brokers is (tcp://one:61616,tcp://two:61616)?ha=true&… */
    private static final String URL =
            setting(
                    "URL",
                    "tcp://127.0.0.1:61616?reconnectAttempts=-1&initialConnectAttempts=-1"
                            + "&retryInterval=200&retryIntervalMultiplier=1.5&maxRetryInterval=2000&callTimeout=5000");

    private static final String PARTNER = setting("PARTNER", "demo-shop");

    /** After so long without an answer the same request is sent again. */
    private static final long PATIENCE_MILLIS = Long.parseLong(setting("PATIENCE_MILLIS", "5000"));

    private static final ObjectMapper JSON = new ObjectMapper();

    /** By requestId. In a real system they are in its database, from before they are sent. */
    private final Map<String, JsonNode> open = new ConcurrentHashMap<>();

    /** Number of the last event that was handled; in a real system stored with what it did. */
    private long lastEvent = Long.parseLong(setting("LAST_EVENT", "0"));

    private final Connection connection;
    private final Session sending;
    private final MessageProducer requests;

    private JmsPartner() throws JMSException {
        connection = new ActiveMQConnectionFactory(URL).createConnection(PARTNER, setting("PASSWORD", ""));
        sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        requests = sending.createProducer(sending.createQueue(address("requests")));
        requests.setDeliveryMode(DeliveryMode.PERSISTENT);
        receive("replies", this::replied);
        receive("events", this::happened);
        connection.start();
    }

    /** A message is acknowledged when its handler has returned; else it comes again. */
    private void receive(String channel, Consumer<JsonNode> handler) throws JMSException {
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        session.createConsumer(session.createQueue(address(channel)))
                .setMessageListener(
                        message -> {
                            try {
                                handler.accept(JSON.readTree(((TextMessage) message).getText()));
                                message.acknowledge();
                            } catch (JMSException | JsonProcessingException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }

    /** Until there is a reply, however often that has to be sent. */
    private void ask(JsonNode request) {
        open.put(request.path("requestId").asText(), request);
        send(request);
    }

    /** No reply tells nothing, and the same request is never done twice. */
    private void resume() {
        open.values().forEach(this::send);
    }

    private synchronized void send(JsonNode request) {
        try {
            Message message = sending.createTextMessage(request.toString());
            message.setJMSCorrelationID(request.path("requestId").asText());
            requests.send(message);
        } catch (JMSException e) {
            // It is open, and sent again.
            System.err.println("not sent: " + e.getMessage());
        }
    }

    private void replied(JsonNode reply) {
        // Replies come at least once.
        if (open.remove(reply.path("requestId").asText()) != null) {
            System.out.println(reply);
        }
    }

    private void happened(JsonNode event) {
        long sequence = event.path("sequence").asLong();
        long expected = lastEvent == 0 ? sequence : lastEvent + 1;
        if (sequence == expected) {
            System.out.println(event);
            lastEvent = sequence;
        } else if (sequence > expected) {
            // This one comes again, too.
            ask(
                    JSON.createObjectNode()
                            .put("type", "events.replay")
                            .put("version", 1)
                            .put("requestId", "replay-" + expected + "-" + sequence)
                            .put("from", expected)
                            .put("to", sequence));
        }
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }

    public static void main(String[] arguments) throws Exception {
        var clock = Executors.newSingleThreadScheduledExecutor();
        try (var partner = new JmsPartner();
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            clock.scheduleWithFixedDelay(partner::resume, PATIENCE_MILLIS, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                partner.ask(JSON.readTree(line));
            }
            while (!partner.open.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } finally {
            clock.shutdownNow();
        }
    }

    private static String address(String channel) {
        return "partner." + PARTNER + "." + channel;
    }

    private static String setting(String name, String otherwise) {
        return System.getenv().getOrDefault("NUSQAU_" + name, otherwise);
    }
}
