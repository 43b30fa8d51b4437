package kz.nusqau.simulator.bank;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transfers that a bank has to tell of by itself, kept until there is somebody to tell. */
final class Untold {

    private static final Logger LOG = LoggerFactory.getLogger(Untold.class);
    private static final int MOST = 100_000;

    private final BlockingDeque<Transfer> transfers = new LinkedBlockingDeque<>(MOST);

    void add(Transfer transfer) {
        if (!transfers.offerLast(transfer)) {
            LOG.warn("too much to tell; {} is never told of", transfer.reference());
        }
    }

    /** Waits for one. */
    Transfer next() throws InterruptedException {
        return transfers.takeFirst();
    }

    /** It could not be told. */
    void putBack(Transfer transfer) {
        if (!transfers.offerFirst(transfer)) {
            LOG.warn("too much to tell; {} is never told of", transfer.reference());
        }
    }
}
