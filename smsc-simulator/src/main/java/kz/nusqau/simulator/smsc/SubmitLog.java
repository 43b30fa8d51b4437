package kz.nusqau.simulator.smsc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What ESMEs submitted: the newest of it for the script to take, all of it for listeners. Written
 * by the loop's thread, read by any.
 */
final class SubmitLog {

    private static final int MAX_SUBMITS = 20_000;
    private static final int MAX_MESSAGES = 20_000;

    private final boolean recording;
    private final List<Consumer<Submitted>> submitListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<TextMessage>> messageListeners = new CopyOnWriteArrayList<>();
    private final MessageJoiner joiner = new MessageJoiner();
    private final ArrayDeque<Submitted> submits = new ArrayDeque<>();
    private final Map<String, ArrayDeque<TextMessage>> messages = new LinkedHashMap<>();

    private int messageCount;

    SubmitLog(boolean recording) {
        this.recording = recording;
    }

    void onSubmit(Consumer<Submitted> listener) {
        submitListeners.add(listener);
    }

    void onMessage(Consumer<TextMessage> listener) {
        messageListeners.add(listener);
    }

    void add(Submitted submitted) {
        for (var listener : submitListeners) {
            listener.accept(submitted);
        }
        if (recording || !messageListeners.isEmpty()) {
            var message = joiner.add(submitted);
            for (var listener : messageListeners) {
                message.ifPresent(listener);
            }
            if (recording) {
                record(submitted, message.orElse(null));
            }
        }
    }

    /** Part of a dialogue: no message to keep for the phone. */
    void addScreen(Submitted submitted) {
        for (var listener : submitListeners) {
            listener.accept(submitted);
        }
        if (recording) {
            record(submitted, null);
        }
    }

    private synchronized void record(Submitted submitted, @Nullable TextMessage message) {
        submits.add(submitted);
        if (submits.size() > MAX_SUBMITS) {
            submits.remove();
        }
        if (message != null) {
            messages.computeIfAbsent(message.destination(), n -> new ArrayDeque<>(2)).add(message);
            messageCount++;
            if (messageCount > MAX_MESSAGES) {
                pollMessage(messages.keySet().iterator().next());
            }
        }
        notifyAll();
    }

    synchronized @Nullable Submitted takeSubmit(Duration within) {
        return await(within, submits::poll);
    }

    synchronized @Nullable TextMessage takeMessage(String msisdn, Duration within) {
        return await(within, () -> pollMessage(msisdn));
    }

    private @Nullable TextMessage pollMessage(String msisdn) {
        var ofNumber = messages.get(msisdn);
        if (ofNumber == null) {
            return null;
        }
        var message = ofNumber.remove();
        messageCount--;
        if (ofNumber.isEmpty()) {
            messages.remove(msisdn);
        }
        return message;
    }

    synchronized void clear() {
        submits.clear();
        messages.clear();
        messageCount = 0;
    }

    /** Under the lock of this object. */
    private <T> @Nullable T await(Duration within, Supplier<@Nullable T> poll) {
        if (!recording) {
            throw new IllegalStateException("this SMSC was built with recording(false)");
        }
        long end = System.nanoTime() + within.toNanos();
        var taken = poll.get();
        while (taken == null && System.nanoTime() - end < 0) {
            try {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                throw Waiting.interrupted("a message from the ESME");
            }
            taken = poll.get();
        }
        return taken;
    }
}
