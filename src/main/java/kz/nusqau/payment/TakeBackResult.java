package kz.nusqau.payment;

import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/** What became of the wish to have an instruction undone. */
public sealed interface TakeBackResult {

    /** There is no such payment, or none at all. */
    record NotFound() implements TakeBackResult {}

    /** It stopped before anything was done; the news of it are the answer. */
    record Stopped(InstructionId id) implements TakeBackResult {}

    /** It goes no further, and what was done is being undone; the news of it come later. */
    record Stopping(About about) implements TakeBackResult {}

    /** It is in the hands of who executes it; how it ends is told later. */
    record Executing(About about) implements TakeBackResult {}

    /** The bank has it, and was asked to recall it; how it ends is told later. */
    record AskedTheBank(About about) implements TakeBackResult {}

    /** Too late to be recalled. */
    record Executed(About about) implements TakeBackResult {}

    /** It never was executed, and no money is gone. */
    record NotMade(About about) implements TakeBackResult {}

    /** It was taken back before. */
    record AlreadyReversed(About about) implements TakeBackResult {}

    /** It is being taken back. */
    record Reversing(About about) implements TakeBackResult {}

    /** A challenge is open; the caller sends its prompt in the same transaction. */
    record Offered(About about, ProposalResult.Offered offer) implements TakeBackResult {}

    /** Only a person can see what can be done. */
    record AskedAPerson(About about) implements TakeBackResult {}

    /**
     * The instruction that is meant.
     *
     * @param number empty while there is none
     * @param provider null where none is paid
     */
    record About(
            InstructionId id,
            PaymentKind kind,
            String number,
            @Nullable String provider,
            String payeeTail,
            Money amount) {}
}
