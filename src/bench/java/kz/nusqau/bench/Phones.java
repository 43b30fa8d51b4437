package kz.nusqau.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.TextMessage;

/** Phones that wait for one message each; what nobody waits for is counted. */
final class Phones {

    private final Map<String, Consumer<TextMessage>> waiting = new ConcurrentHashMap<>();
    private volatile Consumer<TextMessage> others = message -> {};
    private volatile long unexpected;

    Phones(Smsc smsc) {
        smsc.onMessage(this::arrived);
    }

    /** The next message to the phone goes to the listener, on the SMSC's thread. */
    void onNext(String msisdn, Consumer<TextMessage> listener) {
        waiting.put(msisdn, listener);
    }

    /** Messages that no phone waits for go there, on the SMSC's thread. */
    void onOthers(Consumer<TextMessage> listener) {
        others = listener;
    }

    long unexpected() {
        return unexpected;
    }

    int waiting() {
        return waiting.size();
    }

    void forgetAll() {
        waiting.clear();
    }

    /** Those from the first number on and before the other. */
    void forget(String first, String before) {
        waiting.keySet()
                .removeIf(phone -> phone.compareTo(first) >= 0 && phone.compareTo(before) < 0);
    }

    /** Waits until no phone waits any more, or the time is over; says how many still wait. */
    int drain(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return waiting.size();
    }

    // Called on the SMSC's one thread.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void arrived(TextMessage message) {
        var listener = waiting.remove(message.destination());
        if (listener == null) {
            unexpected++;
            others.accept(message);
        } else {
            listener.accept(message);
        }
    }
}
