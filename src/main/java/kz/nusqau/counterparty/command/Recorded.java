package kz.nusqau.counterparty.command;

import java.time.Duration;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandsNeedReview.Cause;
import kz.nusqau.shared.SubscriberId;

/**
 * An outcome on its way into the row.
 *
 * @param nextInquiry wait before the first inquiry, of an unknown one
 * @param cause of a stuck one
 */
record Recorded(
        CommandKey key,
        SubscriberId subscriber,
        CommandOutcome outcome,
        Duration nextInquiry,
        Cause cause) {

    /** Of two outcomes of one command in one group: a final one wins, else the later. */
    Recorded merge(Recorded later) {
        return outcome.isFinal() && !later.outcome.isFinal() ? this : later;
    }

    /** Whether the counterparty itself said this, rather than we concluded it. */
    boolean isAnswer() {
        return outcome instanceof CommandOutcome.Accepted
                || outcome instanceof CommandOutcome.Refused;
    }

    boolean contradicts(Recorded other) {
        return isAnswer() && other.isAnswer() && !outcome.name().equals(other.outcome.name());
    }
}
