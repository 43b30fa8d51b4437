package kz.nusqau.payment;

import kz.nusqau.platform.WorkWindow;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.RefusalReason;

/** What became of an answer. */
public sealed interface ConfirmResult {

    /** The money starts to move; the outcome comes as {@link PaymentsChanged}. */
    record Started(InstructionId id) implements ConfirmResult {}

    record WrongCode(InstructionId id, int attemptsLeft) implements ConfirmResult {}

    /** It was the last attempt; the instruction is ended. */
    record CodeUsedUp(InstructionId id) implements ConfirmResult {}

    record CodeExpired(InstructionId id) implements ConfirmResult {}

    /** A plain yes where the code is needed; costs no attempt. */
    record CodeNeeded() implements ConfirmResult {}

    /** No challenge waits for such an answer. */
    record NothingOpen() implements ConfirmResult {}

    /** What it needs is being worked on (R-OPS-1); the challenge stays open, nothing was judged. */
    record Later(WorkWindow work) implements ConfirmResult {}

    /** The same was confirmed a moment ago; nothing new was started. */
    record AlreadyConfirmed(InstructionId id) implements ConfirmResult {}

    /**
     * Confirmed, but not allowed any more: a limit of the day, a block since. The instruction is
     * ended.
     */
    record LimitReached(InstructionId id, RefusalReason reason, Particulars particulars)
            implements ConfirmResult {}

    /**
     * The yes came before the SMSC had the question; the challenge stays open.
     *
     * @param forCertain false while it isn't known when, or whether, the SMSC accepted it
     */
    record BeforePrompt(boolean forCertain) implements ConfirmResult {}
}
