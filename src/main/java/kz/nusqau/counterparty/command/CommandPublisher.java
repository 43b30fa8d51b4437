package kz.nusqau.counterparty.command;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import kz.nusqau.counterparty.CommandKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts commands that are committed into the queues of their counterparties, in batches of one
 * commit each. A command that doesn't get there stays a queued row, which the sweep publishes
 * again; so nothing here is retried for long or waited for.
 */
public final class CommandPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandPublisher.class);
    private static final String QUEUE_PREFIX = "counterparty.";
    private static final int CAPACITY = 32_768;
    private static final int MAX_BATCH = 256;
    private static final long PAUSE_MILLIS = 1_000;

    private final ConnectionFactory connections;
    private final BlockingQueue<Outgoing> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread;
    private volatile boolean closed;
    private List<Outgoing> inHand = List.of();

    private record Outgoing(String counterparty, CommandKey key) {}

    CommandPublisher(ConnectionFactory connections) {
        this.connections = connections;
        this.thread =
                Thread.ofPlatform().name("command-publisher").daemon(true).start(this::publishAll);
    }

    /** The queue of a counterparty. */
    public static String queue(String counterparty) {
        return QUEUE_PREFIX + counterparty;
    }

    /** The counterparty of a queue. */
    public static String counterparty(String queue) {
        return queue.substring(QUEUE_PREFIX.length());
    }

    /** Returns at once; what finds no room is left to the sweep. */
    public void publish(String counterparty, Collection<CommandKey> keys) {
        int left = 0;
        for (CommandKey key : keys) {
            if (!waiting.offer(new Outgoing(counterparty, key))) {
                left++;
            }
        }
        if (left > 0) {
            LOG.warn("{} commands for {} wait for the sweep: no room", left, counterparty);
        }
    }

    public int depth() {
        return waiting.size();
    }

    private void publishAll() {
        while (!closed) {
            try (Connection connection = connections.createConnection();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
                publishOn(session);
            } catch (JMSException e) {
                LOG.warn("{} commands wait for the broker: {}", inHand.size(), e.toString());
                pause();
                // May have been committed after all: a message too many changes nothing.
                room(inHand).forEach(waiting::offer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void publishOn(Session session) throws JMSException, InterruptedException {
        MessageProducer producer = session.createProducer(null);
        Map<String, jakarta.jms.Queue> queues = new HashMap<>();
        while (!closed) {
            inHand = next();
            for (Outgoing each : inHand) {
                var queue = queues.get(each.counterparty);
                if (queue == null) {
                    queue = session.createQueue(queue(each.counterparty));
                    queues.put(each.counterparty, queue);
                }
                producer.send(queue, session.createTextMessage(each.key.toString()));
            }
            if (!inHand.isEmpty()) {
                session.commit();
            }
        }
    }

    private List<Outgoing> room(List<Outgoing> batch) {
        return batch.subList(0, Math.min(batch.size(), waiting.remainingCapacity()));
    }

    private List<Outgoing> next() throws InterruptedException {
        @Nullable Outgoing first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        var batch = new ArrayList<Outgoing>();
        batch.add(first);
        waiting.drainTo(batch, MAX_BATCH - 1);
        return batch;
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
