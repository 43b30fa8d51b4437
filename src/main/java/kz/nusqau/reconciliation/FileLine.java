package kz.nusqau.reconciliation;

import java.time.Instant;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A line of an end-of-day file in our terms.
 *
 * @param number of the line in the file, or of the entry in a statement, from 1
 * @param reference key of the command that it is about, or for a bank's order {@code
 *     instruction/EndToEndId}; empty when it names none
 * @param own the counterparty's reference; empty when it has none
 * @param at when that state was reached
 */
record FileLine(
        int number,
        String reference,
        String own,
        String state,
        Money amount,
        Effect effect,
        Instant at) {

    /** What a line did to the settlement account. */
    enum Effect {
        IN,
        OUT,
        NONE,
        /** The file does not tell, or it is not over yet. */
        UNTOLD
    }

    /** Minor units that came in, negative when they went out; null when the file does not tell. */
    @Nullable Long moved() {
        return switch (effect) {
            case IN -> amount.minor();
            case OUT -> -amount.minor();
            case NONE -> 0L;
            case UNTOLD -> null;
        };
    }
}
