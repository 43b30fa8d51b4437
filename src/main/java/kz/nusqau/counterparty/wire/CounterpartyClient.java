package kz.nusqau.counterparty.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How commands are spoken to one kind of counterparty. Calls block their thread. */
public interface CounterpartyClient extends AutoCloseable {

    /**
     * Sends a command once.
     *
     * @param stillWanted asked just before the first byte; false means nothing is sent
     */
    SendResult send(SentCommand command, BooleanSupplier stillWanted);

    /** Asks what became of a command, by its key. Changes nothing there. */
    StatusResult inquire(SentCommand command);

    /** Until then what was sent at that moment may be under way by contract, and is asked about. */
    default Instant settledBy(SentCommand command, Instant sent) {
        return sent;
    }

    /** How it tells outcomes of its own accord; empty when it has to be asked. */
    default Optional<CallbackReading> callbacks() {
        return Optional.empty();
    }

    @Override
    void close();
}
