package kz.nusqau.partner;

import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kz.nusqau.partner.Outgoing.Channel;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One for each partner, while the hub runs. */
@Component
class Postmen implements SmartLifecycle {

    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Map<String, Postman> byPartner = new HashMap<>();
    private final Map<Postman, Thread> threads = new HashMap<>();

    Postmen(
            PartnerProperties properties,
            OutgoingStore store,
            @Qualifier("pooledConnectionFactory") ConnectionFactory connections,
            TransactionTemplate transaction,
            Clock clock) {
        properties
                .partners()
                .keySet()
                .forEach(
                        partner ->
                                byPartner.put(
                                        partner,
                                        new Postman(
                                                partner, store, connections, transaction, clock)));
    }

    /** Of each partner, since when the broker takes nothing more on which channel. */
    Map<Channel, Instant> blocked(String partner) {
        Postman postman = byPartner.get(partner);
        return postman == null ? Map.of() : postman.blocked();
    }

    /** Something for the partner was committed. */
    void wake(String partner) {
        wake(partner, EnumSet.allOf(Channel.class));
    }

    /** The same, and there only. */
    void wake(String partner, Set<Channel> channels) {
        Postman postman = byPartner.get(partner);
        if (postman != null) {
            postman.wake(channels);
        }
    }

    @Override
    public synchronized void start() {
        byPartner.forEach(
                (partner, postman) -> {
                    var thread = Thread.ofPlatform().name("to-" + partner).daemon(true);
                    threads.put(postman, thread.start(postman));
                });
    }

    /** Waits for what is being sent. */
    @Override
    public synchronized void stop() {
        threads.keySet().forEach(Postman::stop);
        for (Thread thread : threads.values()) {
            try {
                thread.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
