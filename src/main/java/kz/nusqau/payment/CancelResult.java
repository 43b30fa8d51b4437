package kz.nusqau.payment;

import kz.nusqau.shared.InstructionId;

/** What became of a wish to cancel. */
public sealed interface CancelResult {

    record Cancelled(InstructionId id) implements CancelResult {}

    record NothingOpen() implements CancelResult {}
}
