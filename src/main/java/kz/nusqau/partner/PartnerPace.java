package kz.nusqau.partner;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import kz.nusqau.counterparty.batch.BatchGate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How fast each partner's requests are taken: what comes faster waits in the partner's own queue,
 * and nothing that was accepted is lost (R-LIM-3).
 */
@Component("partnerPace")
final class PartnerPace implements BatchGate {

    private static final double NANOS = 1e9;

    private final Map<String, Allowance> byQueue = new HashMap<>();
    private final Map<String, Allowance> ofRecipients = new HashMap<>();
    private final LongSupplier nanoTime;

    @Autowired
    PartnerPace(PartnerProperties properties) {
        this(properties, System::nanoTime);
    }

    PartnerPace(PartnerProperties properties, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        properties
                .partners()
                .forEach(
                        (partner, its) -> {
                            String queue = Addresses.requests(partner);
                            byQueue.put(queue, new Allowance(its.limits().rate()));
                            ofRecipients.put(queue, new Allowance(its.limits().recipients()));
                        });
    }

    @Override
    public boolean isClosed(String queue) {
        return isUsedUp(byQueue.get(queue)) || isUsedUp(ofRecipients.get(queue));
    }

    @Override
    public int room(String queue) {
        Allowance requests = byQueue.get(queue);
        return requests == null ? Integer.MAX_VALUE : requests.room();
    }

    private static boolean isUsedUp(@Nullable Allowance allowance) {
        return allowance != null && allowance.isUsedUp();
    }

    @Override
    public void drained(String queue) {
        // Nobody waits for that.
    }

    /** Counts requests that were taken. */
    void took(String partner, int requests) {
        Allowance allowance = byQueue.get(Addresses.requests(partner));
        if (allowance != null) {
            allowance.take(requests);
        }
    }

    /** Counts recipients of texts that were taken; they may be more than what was left. */
    void tookRecipients(String partner, int recipients) {
        Allowance allowance = ofRecipients.get(Addresses.requests(partner));
        if (allowance != null && recipients > 0) {
            allowance.take(recipients);
        }
    }

    /** Never more than that of one second at once. */
    private final class Allowance {

        private final int rate;
        private double left;
        private long atNanos = nanoTime.getAsLong();

        Allowance(int rate) {
            this.rate = rate;
            this.left = rate;
        }

        synchronized boolean isUsedUp() {
            fill();
            return left < 1;
        }

        synchronized int room() {
            fill();
            return (int) left;
        }

        synchronized void take(int taken) {
            fill();
            left -= taken;
        }

        private void fill() {
            long now = nanoTime.getAsLong();
            left = Math.min(rate, left + (now - atNanos) * rate / NANOS);
            atNanos = now;
        }
    }
}
