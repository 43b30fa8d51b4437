package kz.nusqau.partner;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One text of a partner's on its way to many.
 *
 * @param requestId of the request that opened it
 * @param texts by language, sealed; while more parts may come
 * @param told how many steps of its progress were told
 * @param overdue so long without a part that none is waited for any more
 */
record Sending(
        UUID id,
        String partner,
        String requestId,
        String sender,
        byte @Nullable [] texts,
        Duration validity,
        State state,
        int parts,
        int recipients,
        int told,
        Instant openedAt,
        Optional<Instant> cancelledAt,
        boolean overdue) {

    /** How far it is. */
    enum State {
        /** More parts may come; those that came are being sent. */
        OPEN,
        SENDING,
        /** Every recipient has a final outcome. */
        FINISHED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
