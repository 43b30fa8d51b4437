package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.platform.GroupCommit;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes in groups which commands a counterparty took in, and when each is asked about. */
final class Intakes implements AutoCloseable {

    private static final int MAX_BATCH = 128;
    private static final int CAPACITY = 16_384;
    private static final Duration LINGER = Duration.ofMillis(3);

    private final GroupCommit<Intake> group;

    /** A command that the counterparty works on. */
    record Intake(CommandKey key, Duration firstInquiry) {}

    Intakes(InquiryStore store, TransactionTemplate transaction) {
        this.group =
                new GroupCommit<>(
                        "command-intakes",
                        MAX_BATCH,
                        CAPACITY,
                        LINGER,
                        transaction,
                        store::takenIn);
    }

    /**
     * Completes when it is durable. Fails when it couldn't be written: then the row says only that
     * it was sent, and is asked about all the same.
     *
     * @param firstInquiry how long the counterparty is left to tell of its own accord
     */
    CompletableFuture<Void> note(CommandKey key, Duration firstInquiry) {
        return group.submit(new Intake(key, firstInquiry));
    }

    @Override
    public void close() {
        group.close();
    }
}
