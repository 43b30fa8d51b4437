package kz.nusqau.mailbox;

import java.time.Duration;
import java.util.UUID;

/** What came of an attempt to send, or back from the SMSC later; written down in groups. */
sealed interface OutboxResult {

    record Submitted(PartSubmitted part) implements OutboxResult {}

    /** All its parts were with the SMSC before. */
    record Complete(UUID message) implements OutboxResult {}

    record Refused(UUID message, String reason) implements OutboxResult {}

    /**
     * It comes back after the delay.
     *
     * @param tried it counts as an attempt
     */
    record Retry(UUID message, Duration delay, String reason, boolean tried)
            implements OutboxResult {}

    /** It is for whichever node can, for this one not before the delay. */
    record LetGo(UUID message, Duration delay, String reason) implements OutboxResult {}

    record Received(Receipt receipt) implements OutboxResult {}

    /** The receipt said so, and by now the answer to the submit must be stored too. */
    record Undelivered(Receipt receipt) implements OutboxResult {}
}
