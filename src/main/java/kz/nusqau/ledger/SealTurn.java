package kz.nusqau.ledger;

import java.time.Duration;
import kz.nusqau.mailbox.LeaseListener;
import kz.nusqau.mailbox.Leases;
import org.jspecify.annotations.Nullable;

/** Lets the one node seal that has the lease for it. */
final class SealTurn implements Runnable {

    static final String LEASE = "ledger-seal";

    private static final Duration SUMMARIZED_EVERY = Duration.ofHours(1);

    private final Leases leases;
    private final Sealer sealer;
    private final BlockStore store;
    private boolean joined;
    private @Nullable Long summarizedNanos;

    SealTurn(Leases leases, Sealer sealer, BlockStore store) {
        this.leases = leases;
        this.sealer = sealer;
        this.store = store;
    }

    @Override
    public void run() {
        if (!joined) {
            leases.join(LEASE, 1, new Asked());
            joined = true;
        }
        if (leases.holds(LEASE, 0)) {
            summarizeAtTimes();
            sealer.seal();
        }
    }

    private void summarizeAtTimes() {
        long now = System.nanoTime();
        if (summarizedNanos == null || now - summarizedNanos > SUMMARIZED_EVERY.toNanos()) {
            summarizedNanos = now;
            store.summarize();
        }
    }

    /** Nothing to do: the lease is looked at each turn. */
    private record Asked() implements LeaseListener {

        @Override
        public void gained(int index, long epoch) {}

        @Override
        public void lost(int index) {}
    }
}
