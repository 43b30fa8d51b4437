package kz.nusqau.counterparty.batch;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are acknowledged together: those that wait, and those that come while the first are
 * dealt with, as many as a batch may have. Of one thread at a time.
 */
public final class MessageBatch {

    // A batch that failed twice is taken apart, so that one message can't stop its neighbours.
    private static final int SUSPICIOUS_DELIVERIES = 3;

    private final JmsBatchEndpoint endpoint;
    private final MessageConsumer consumer;
    private final BooleanSupplier running;
    private final List<Message> taken = new ArrayList<>();
    private final boolean suspicious;
    private @Nullable Message first;
    private long length;

    MessageBatch(
            JmsBatchEndpoint endpoint,
            MessageConsumer consumer,
            Message first,
            BooleanSupplier running)
            throws JMSException {
        this.endpoint = endpoint;
        this.consumer = consumer;
        this.running = running;
        this.first = first;
        this.suspicious = Resending.deliveries(first) >= SUSPICIOUS_DELIVERIES;
    }

    /**
     * The next ones in their order; after the first of them it waits for the endpoint's linger.
     * None where none came, the batch has as much as it may have, or the consumer is to rest.
     *
     * @param most of them, one at least
     */
    public List<Message> next(int most) throws JMSException {
        int from = taken.size();
        int room = Math.min(most, room());
        Message next = null;
        if (first != null) {
            next = first;
            first = null;
        } else if (room > 0 && running.getAsBoolean() && !endpoint.isGateClosed()) {
            next = receive(endpoint.getLinger());
        }
        while (next != null) {
            take(next);
            next = taken.size() - from < room && isShort() ? consumer.receiveNoWait() : null;
        }
        return List.copyOf(taken.subList(from, taken.size()));
    }

    /** All that come within the endpoint's linger. */
    List<Message> all() throws JMSException {
        long until = System.nanoTime() + endpoint.getLinger().toNanos();
        int room = room();
        for (Message next = first; next != null; ) {
            take(next);
            next =
                    taken.size() < room && isShort()
                            ? receive(Duration.ofNanos(until - System.nanoTime()))
                            : null;
        }
        return taken();
    }

    /** Those so far, each at its place. */
    List<Message> taken() {
        return Collections.unmodifiableList(taken);
    }

    private int room() {
        if (suspicious) {
            return taken.isEmpty() ? 1 : 0;
        }
        int left = endpoint.getMaxMessages() - taken.size();
        return isShort() ? Math.min(left, endpoint.room()) : 0;
    }

    private boolean isShort() {
        return length < endpoint.getMaxLength();
    }

    /** Less than a millisecond is no time, and none at all would be for ever. */
    private @Nullable Message receive(Duration patience) throws JMSException {
        long millis = TimeUnit.NANOSECONDS.toMillis(patience.toNanos());
        return millis > 0 ? consumer.receive(millis) : consumer.receiveNoWait();
    }

    private void take(Message message) throws JMSException {
        taken.add(message);
        length +=
                switch (message) {
                    case TextMessage text -> text.getText() == null ? 0 : text.getText().length();
                    case BytesMessage bytes -> bytes.getBodyLength();
                    default -> 0;
                };
    }
}
