package kz.nusqau.ledger;

import kz.nusqau.mailbox.LeaseListener;
import kz.nusqau.mailbox.Leases;

/** Lets the one node seal that has the lease for it. */
final class SealTurn implements Runnable {

    static final String LEASE = "ledger-seal";

    private final Leases leases;
    private final Sealer sealer;
    private boolean joined;

    SealTurn(Leases leases, Sealer sealer) {
        this.leases = leases;
        this.sealer = sealer;
    }

    @Override
    public void run() {
        if (!joined) {
            leases.join(LEASE, 1, new Asked());
            joined = true;
        }
        if (leases.holds(LEASE, 0)) {
            sealer.seal();
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
