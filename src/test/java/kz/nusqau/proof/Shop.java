package kz.nusqau.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A partner that does what the contract says: it sends each request again until there is a reply,
 * and connects again when the broker is gone.
 */
final class Shop implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "demo-shop";
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int AT_ONCE = 5;

    /** Before a large request is sent again. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String brokerUrl;
    private final Supplier<String> password;
    private final Map<String, String> requests;

    /** Large ones, each of which is asked when the one before it is answered. */
    private final Queue<Map.Entry<String, String>> inTurn = new ConcurrentLinkedQueue<>();

    private final Map<String, Set<String>> replies = new ConcurrentHashMap<>();
    private final Map<Long, JsonNode> events = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean open = true;

    /** Of those in turn; the sending thread's own. */
    private String lastSent = "";

    private long lastSentNanos;

    /**
     * @param requests bodies by their ids
     */
    Shop(String brokerUrl, Supplier<String> password, Map<String, String> requests) {
        this.brokerUrl = brokerUrl;
        this.password = password;
        this.requests = Map.copyOf(requests);
        threads.add(
                Thread.ofPlatform().daemon(true).name("shop-sends").start(() -> keep(this::send)));
        threads.add(
                Thread.ofPlatform()
                        .daemon(true)
                        .name("shop-replies")
                        .start(() -> keep(session -> read(session, "replies"))));
        threads.add(
                Thread.ofPlatform()
                        .daemon(true)
                        .name("shop-events")
                        .start(() -> keep(session -> read(session, "events"))));
    }

    void askInTurn(Map<String, String> more) {
        inTurn.addAll(more.entrySet());
    }

    /** Different answers by request; one each when all is well. */
    Map<String, Set<String>> replies() {
        return replies;
    }

    boolean isAnswered() {
        return replies.keySet().containsAll(requests.keySet())
                && inTurn.stream().allMatch(each -> replies.containsKey(each.getKey()));
    }

    /** By their numbers. */
    Map<Long, JsonNode> events() {
        return Map.copyOf(events);
    }

    /** How often an event of this type was told of each payment, copies left out. */
    Map<String, Long> told(String type) {
        return events.values().stream()
                .filter(event -> event.path("type").asText().equals(type))
                .collect(
                        Collectors.groupingBy(
                                event -> event.at("/payment/paymentId").asText(),
                                Collectors.counting()));
    }

    @FunctionalInterface
    private interface Work {
        void on(Session session) throws JMSException;
    }

    private void keep(Work work) {
        while (open) {
            try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(brokerUrl);
                    Connection connection = connect(factory);
                    Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE)) {
                connection.start();
                while (open) {
                    work.on(session);
                }
            } catch (JMSException e) {
                // The broker is away; that is what this is about.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Connection connect(ConnectionFactory factory) throws JMSException {
        return factory.createConnection(ID, password.get());
    }

    private void send(Session session) throws JMSException {
        try (var producer = session.createProducer(session.createQueue(address("requests")))) {
            int sent = 0;
            for (var request : requests.entrySet()) {
                if (open && !replies.containsKey(request.getKey())) {
                    producer.send(session.createTextMessage(request.getValue()));
                    sent++;
                    // Slower than the hub, so that a kill finds some at every stage.
                    if (sent % AT_ONCE == 0) {
                        LockSupport.parkNanos(PAUSE.toNanos() / AT_ONCE);
                    }
                }
            }
            sendNextInTurn(session, producer);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private void sendNextInTurn(Session session, MessageProducer producer) throws JMSException {
        inTurn.removeIf(each -> replies.containsKey(each.getKey()));
        var next = inTurn.peek();
        if (next != null
                && (!next.getKey().equals(lastSent)
                        || System.nanoTime() - lastSentNanos > PATIENCE.toNanos())) {
            producer.send(session.createTextMessage(next.getValue()));
            lastSent = next.getKey();
            lastSentNanos = System.nanoTime();
        }
    }

    private void read(Session session, String channel) throws JMSException {
        try (var consumer = session.createConsumer(session.createQueue(address(channel)))) {
            while (open) {
                Message message = consumer.receive(PAUSE.toMillis());
                if (message instanceof TextMessage text) {
                    note(channel, text.getText());
                    message.acknowledge();
                }
            }
        }
    }

    private void note(String channel, String text) {
        JsonNode body = json(text);
        if (body.at("/error/retry").asBoolean()) {
            // Nothing was done; it is sent again as it is.
            return;
        }
        if (channel.equals("replies")) {
            replies.computeIfAbsent(
                            body.path("requestId").asText(), id -> ConcurrentHashMap.newKeySet())
                    .add(text);
        } else {
            JsonNode before = events.put(body.path("sequence").asLong(), body);
            if (before != null && !before.equals(body)) {
                throw new IllegalStateException("one number for " + before + " and " + body);
            }
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static String address(String channel) {
        return "partner." + ID + "." + channel;
    }

    @Override
    public void close() {
        open = false;
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
