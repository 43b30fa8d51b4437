package kz.nusqau.payment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;

/**
 * A subscriber wants an instruction undone.
 *
 * @param number of the payment, in any case; empty for the last that was confirmed
 * @param promptMessage id of the outbound text that would ask for a confirmation
 * @param receivedAt by the database's clock
 */
public record TakeBack(
        SubscriberId subscriber,
        Wish wish,
        Optional<String> number,
        String link,
        String shortCode,
        Language language,
        UUID promptMessage,
        Instant receivedAt) {

    /** How far that goes. */
    public enum Wish {
        /** What is not executed yet, and nothing else (R-INS-13). */
        RECALL,
        /** What was executed in error, too (R-INS-11). */
        REVERSE
    }
}
