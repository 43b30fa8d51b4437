package kz.nusqau.payment;

import java.time.Instant;
import java.time.LocalDate;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.shared.RefusalReason;

/** What can happen to a payment. */
sealed interface SagaEvent {

    /** The subscriber confirmed, and nothing speaks against it. */
    record Confirmed() implements SagaEvent {}

    /** The subscriber confirmed what is not allowed any more. */
    record Disallowed(RefusalReason reason) implements SagaEvent {}

    /** Nobody shall confirm it any more. */
    record Cancelled(Cause cause) implements SagaEvent {}

    /** Why something is cancelled. */
    enum Cause {
        SUBSCRIBER,
        PARTNER,
        PARTNER_SUSPENDED,
        TRIES_USED_UP
    }

    /** A newer instruction takes its place. */
    record Superseded() implements SagaEvent {}

    /** Nobody confirmed in time. */
    record Expired() implements SagaEvent {}

    /**
     * The bank that was asked took the order in after its cut-off and executes it on a later day
     * (R-INS-7).
     *
     * @param over when that day is
     */
    record Scheduled(LocalDate day, Instant over) implements SagaEvent {}

    /** A counterparty answered. */
    record Answered(Step step, int generation, CommandOutcome outcome) implements SagaEvent {}

    /** The subscriber recalls it, and the command that is waited for is now proven unsent. */
    record Recalled() implements SagaEvent {}

    /** A counterparty answered about what the subscriber has recalled meanwhile (R-INS-13). */
    record AnsweredRecalled(Answered answer) implements SagaEvent {}

    /** A person has it asked for once more; what was asked before is proven without effect. */
    record Retried() implements SagaEvent {}

    /** The same of what is owed, and what billing held for it is gone. */
    record RetriedWithoutHold() implements SagaEvent {}

    /** A person gives up what nobody will get back. */
    record WrittenOff() implements SagaEvent {}
}
