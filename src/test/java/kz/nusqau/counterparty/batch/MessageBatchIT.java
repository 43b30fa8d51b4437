package kz.nusqau.counterparty.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import kz.nusqau.counterparty.TestBroker;
import kz.nusqau.platform.TemporaryFolder;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Batches of whole messages, of a real broker. */
class MessageBatchIT {

    private static final String QUEUE = "asked";
    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_OF_A_BATCH = 5;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicBoolean gateIsClosed = new AtomicBoolean();

    /** Parts of each batch, as texts. */
    private final List<List<List<String>>> batches = new CopyOnWriteArrayList<>();

    private TestBroker broker;
    private JmsPoolConnectionFactory connections;
    private DefaultCamelContext camel;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new TestBroker(TemporaryFolder.create("batches"));
        connections = broker.connections();
    }

    @AfterEach
    void stopAll() throws Exception {
        camel.stop();
        connections.stop();
        broker.stop();
    }

    @Test
    void hasWhatComesWhileItsFirstMessagesAreDealtWith() throws Exception {
        send("1", "2");

        answer(
                part -> {
                    if (part.equals(List.of("1", "2"))) {
                        send("3");
                    }
                });

        await().atMost(SOON).until(() -> batches.size() == 1 && broker.depth(QUEUE) == 0);
        assertThat(batches).containsExactly(List.of(List.of("1", "2"), List.of("3")));
    }

    @Test
    void hasNoMoreThanItMay() throws Exception {
        send("1", "2", "3", "4", "5", "6");

        answer(part -> {});

        await().atMost(SOON).until(() -> batches.size() == 2 && broker.depth(QUEUE) == 0);
        assertThat(batches)
                .containsExactly(
                        List.of(List.of("1", "2"), List.of("3", "4"), List.of("5")),
                        List.of(List.of("6")));
    }

    @Test
    void endsWhenTheConsumerIsToRest() throws Exception {
        send("1", "2", "3");

        answer(part -> gateIsClosed.set(true));

        await().atMost(SOON).until(() -> batches.size() == 1 && broker.depth(QUEUE) == 1);
        gateIsClosed.set(false);
        await().atMost(SOON).until(() -> batches.size() == 2 && broker.depth(QUEUE) == 0);
        assertThat(batches).containsExactly(List.of(List.of("1", "2")), List.of(List.of("3")));
    }

    @Test
    void goesBackAsAWholeAndIsTakenApartTheThirdTime() throws Exception {
        send("1", "2", "3");

        answer(
                part -> {
                    if (part.contains("3") && tries() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                });

        await().atMost(SOON).until(() -> broker.depth(QUEUE) == 0);
        List<List<String>> together = List.of(List.of("1", "2"), List.of("3"));
        assertThat(batches)
                .containsExactly(
                        together,
                        together,
                        List.of(List.of("1")),
                        List.of(List.of("2")),
                        List.of(List.of("3")));
    }

    private long tries() {
        return batches.stream().flatMap(List::stream).filter(it -> it.contains("3")).count();
    }

    private interface Step {
        void deal(List<String> part) throws JMSException;
    }

    private void answer(Step step) throws Exception {
        camel = new DefaultCamelContext();
        camel.addComponent("jms-batch", new JmsBatchComponent(connections));
        camel.getRegistry().bind("gate", gate());
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("jms-batch:asked?wholeMessages=true&receiveTimeout=200&linger=200"
                                        + "&gate=#gate&maxMessages="
                                        + MOST_OF_A_BATCH)
                                .process(
                                        exchange ->
                                                dealWithAll(
                                                        exchange.getMessage()
                                                                .getBody(MessageBatch.class),
                                                        step));
                    }
                });
        camel.start();
    }

    private BatchGate gate() {
        return new BatchGate() {
            @Override
            public boolean isClosed(String queue) {
                return gateIsClosed.get();
            }

            @Override
            public void drained(String queue) {
                // Nobody waits for that.
            }
        };
    }

    private void dealWithAll(MessageBatch batch, Step step) throws JMSException {
        List<List<String>> parts = new CopyOnWriteArrayList<>();
        batches.add(parts);
        for (List<Message> next = batch.next(MOST_AT_ONCE);
                !next.isEmpty();
                next = batch.next(MOST_AT_ONCE)) {
            List<String> part = new ArrayList<>();
            for (Message message : next) {
                part.add(message.getBody(String.class));
            }
            parts.add(part);
            step.deal(part);
        }
    }

    private void send(String... texts) throws JMSException {
        try (var factory = new ActiveMQConnectionFactory(broker.url());
                JMSContext context = factory.createContext()) {
            var queue = context.createQueue(QUEUE);
            var producer = context.createProducer();
            Stream.of(texts).forEach(text -> producer.send(queue, text));
        }
    }
}
