package kz.nusqau.bench;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A partner's system, over TCP by the protocol of Artemis. Its requests are durable, and confirmed
 * by the broker while the next ones go out; replies and events are read a batch at a time, which is
 * acknowledged before anything is made of it. Each event has to have the number after the last.
 */
final class PartnerSystem implements AutoCloseable {

    private static final int AT_ONCE = 100;
    private static final long REST_MILLIS = 200;
    private static final String OPTIONS = "?confirmationWindowSize=1048576";

    private final String id;
    private final Connection connection;
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();
    private final Map<String, Consumer<String>> waiting = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong surprises = new AtomicLong();
    private volatile String firstSurprise = "";
    private volatile boolean running = true;
    private long lastSequence;

    private PartnerSystem(String id, Connection connection) {
        this.id = id;
        this.connection = connection;
    }

    static PartnerSystem connect(String url, String id, String password) throws JMSException {
        var factory = new ActiveMQConnectionFactory(url + OPTIONS);
        var system = new PartnerSystem(id, factory.createConnection(id, password));
        system.connection.start();
        system.begin("sends", system::sendAll);
        system.begin("reads-replies", () -> system.readAll("replies", system::replied));
        system.begin("reads-events", () -> system.readAll("events", system::told));
        return system;
    }

    private interface Duty {
        void run() throws JMSException, InterruptedException;
    }

    private void begin(String name, Duty duty) {
        threads.add(
                Thread.ofPlatform()
                        .name(id + "-" + name)
                        .daemon(true)
                        .start(
                                () -> {
                                    try {
                                        duty.run();
                                    } catch (JMSException e) {
                                        surprised("ended: " + e);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));
    }

    /** Sends a request; the reply to it goes to the listener once it is acknowledged. */
    void ask(String requestId, String request, Consumer<String> onReply) {
        waiting.put(requestId, onReply);
        outgoing.add(request);
    }

    /** How many events were read and acknowledged. */
    long events() {
        return events.get();
    }

    long surprises() {
        return surprises.get();
    }

    String firstSurprise() {
        return firstSurprise;
    }

    void surprised(String what) {
        if (surprises.getAndIncrement() == 0) {
            firstSurprise = what;
        }
    }

    private void sendAll() throws JMSException, InterruptedException {
        var confirmed =
                new CompletionListener() {
                    @Override
                    public void onCompletion(Message message) {
                        // The reply comes as well.
                    }

                    @Override
                    public void onException(Message message, Exception failure) {
                        surprised("not sent: " + failure);
                    }
                };
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer =
                        session.createProducer(session.createQueue(address("requests")))) {
            while (running) {
                String next = outgoing.poll(REST_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    producer.send(session.createTextMessage(next), confirmed);
                }
            }
        }
    }

    private interface Reader {
        void read(TextMessage message) throws JMSException;
    }

    private void readAll(String channel, Reader reader) throws JMSException {
        try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer =
                        session.createConsumer(session.createQueue(address(channel)))) {
            while (running) {
                List<Message> batch = new ArrayList<>();
                for (Message next = consumer.receive(REST_MILLIS);
                        next != null;
                        next = batch.size() < AT_ONCE ? consumer.receiveNoWait() : null) {
                    batch.add(next);
                }
                session.commit();
                for (Message message : batch) {
                    reader.read((TextMessage) message);
                }
            }
        }
    }

    private void replied(TextMessage reply) throws JMSException {
        var listener = waiting.remove(reply.getJMSCorrelationID());
        if (listener == null) {
            surprised("a reply to nothing: " + reply.getText());
        } else {
            listener.accept(reply.getText());
        }
    }

    private void told(TextMessage event) throws JMSException {
        long sequence = event.getLongProperty("sequence");
        if (lastSequence > 0 && sequence != lastSequence + 1) {
            surprised("event %d after %d".formatted(sequence, lastSequence));
        }
        lastSequence = sequence;
        events.incrementAndGet();
    }

    private String address(String channel) {
        return "partner." + id + "." + channel;
    }

    @Override
    public void close() {
        running = false;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JMSException e) {
            throw new IllegalStateException("the partner's connection", e);
        }
    }
}
