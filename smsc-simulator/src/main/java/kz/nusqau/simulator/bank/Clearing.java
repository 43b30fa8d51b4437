package kz.nusqau.simulator.bank;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what one bank sends to accounts of another into the other's books: at once, and once.
 * What was left when it stopped is carried when it starts.
 */
public final class Clearing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clearing.class);

    private final List<BankSandbox> banks;
    // Two banks that send to each other must not wait for each other's books.
    private final ExecutorService carrier =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("bank-clearing").daemon(true).factory());

    private Clearing(List<BankSandbox> banks) {
        this.banks = List.copyOf(banks);
    }

    public static Clearing between(BankSandbox... banks) {
        var clearing = new Clearing(List.of(banks));
        for (var bank : banks) {
            bank.onSettled(transfer -> clearing.later(bank, transfer));
            bank.books().transfers().stream()
                    .filter(Transfer::isSettled)
                    .forEach(transfer -> clearing.later(bank, transfer));
        }
        return clearing;
    }

    private void later(BankSandbox from, Transfer transfer) {
        try {
            carrier.execute(() -> carry(from, transfer));
        } catch (RejectedExecutionException e) {
            LOG.debug("closed before {} was carried", transfer.reference());
        }
    }

    private void carry(BankSandbox from, Transfer transfer) {
        if (from.books().find(transfer.order().from()).isEmpty()) {
            // It came from elsewhere itself.
            return;
        }
        banks.stream().filter(bank -> bank != from).forEach(bank -> bank.books().receive(transfer));
    }

    @Override
    public void close() {
        carrier.shutdownNow();
    }
}
