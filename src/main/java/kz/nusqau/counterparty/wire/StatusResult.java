package kz.nusqau.counterparty.wire;

import kz.nusqau.counterparty.CommandOutcome;

/** What a status inquiry led to. */
public sealed interface StatusResult {

    /** The counterparty knows the final answer. */
    record Answered(CommandOutcome outcome) implements StatusResult {}

    /** It arrived and is being worked on. */
    record Pending() implements StatusResult {}

    /** It has not arrived; it may still be on its way. */
    record NotFound() implements StatusResult {}

    /** What the counterparty holds under the key isn't what was sent. */
    record Contradiction(String detail) implements StatusResult {}

    /** Not asked: the counterparty rests, or enough inquiries are under way. */
    record NotNow() implements StatusResult {}

    /** The inquiry itself had no usable answer. */
    record NoAnswer(String detail) implements StatusResult {}
}
