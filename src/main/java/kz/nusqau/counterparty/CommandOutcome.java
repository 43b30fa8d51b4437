package kz.nusqau.counterparty;

import java.util.Map;
import kz.nusqau.shared.RefusalReason;

/** What is known of a command. Only the first three are final. */
public sealed interface CommandOutcome {

    /**
     * Done.
     *
     * @param reference the counterparty's reference
     * @param details more that it said: {@code paymentNumber}
     */
    record Accepted(String reference, Map<String, String> details) implements CommandOutcome {

        public Accepted {
            details = Map.copyOf(details);
        }
    }

    /** Had no effect and never will under this key. */
    record Refused(RefusalReason reason, String detail) implements CommandOutcome {}

    /**
     * Proven without effect: no byte left, or the counterparty never got it, and it is too late.
     */
    record NotSent(String why) implements CommandOutcome {}

    /** No usable answer. The inquiry goes on by itself; neither repeat nor undo the step. */
    record Unknown(String detail) implements CommandOutcome {}

    /** Inquiries are exhausted or the answers contradict each other: a person decides. */
    record Stuck(String detail) implements CommandOutcome {}

    /** For rows, metrics and people: {@code accepted}. */
    default String name() {
        return switch (this) {
            case Accepted a -> "accepted";
            case Refused r -> "refused";
            case NotSent n -> "not-sent";
            case Unknown u -> "unknown";
            case Stuck s -> "stuck";
        };
    }

    default boolean isFinal() {
        return switch (this) {
            case Accepted a -> true;
            case Refused r -> true;
            case NotSent n -> true;
            case Unknown u -> false;
            case Stuck s -> false;
        };
    }
}
