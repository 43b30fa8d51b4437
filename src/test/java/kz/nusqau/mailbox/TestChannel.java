package kz.nusqau.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes texts for the links it serves, and keeps them until a test says what became of them. */
final class TestChannel implements OutboundChannel {

    private final List<OutboundMessage> taken = new CopyOnWriteArrayList<>();
    private volatile int capacity;
    private volatile int inside;

    TestChannel(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized int room(String link) {
        return link.equals("link") ? capacity - inside : 0;
    }

    @Override
    public synchronized void take(List<OutboundMessage> messages) {
        if (inside + messages.size() > capacity) {
            throw new IllegalStateException("more than there is room for");
        }
        inside += messages.size();
        taken.addAll(messages);
    }

    /** The texts in the order they came, those of earlier attempts too. */
    List<OutboundMessage> taken() {
        return List.copyOf(taken);
    }

    List<String> texts() {
        return taken.stream().map(message -> message.text().text()).toList();
    }

    synchronized void makeRoom(int newCapacity) {
        capacity = newCapacity;
    }

    /** The SMSC accepts all that is there, one part each. */
    void submitAll(TestNode node) {
        List<OutboundMessage> now;
        synchronized (this) {
            now = new ArrayList<>(taken.subList(taken.size() - inside, taken.size()));
        }
        for (OutboundMessage message : now) {
            node.outbox().submitted(part(message, 1, 1)).join();
            left();
        }
    }

    synchronized void left() {
        inside--;
    }

    static PartSubmitted part(OutboundMessage message, int part, int parts) {
        String id = Integer.toHexString(message.text().id().hashCode()) + part;
        return new PartSubmitted(
                message.text().id(), part, parts, "link", id, id, java.time.Instant.now());
    }
}
