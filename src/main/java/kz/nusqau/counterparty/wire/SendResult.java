package kz.nusqau.counterparty.wire;

import kz.nusqau.counterparty.CommandOutcome;

/** What sending a command led to. */
public sealed interface SendResult {

    /** A final answer, accepted or refused. */
    record Answered(CommandOutcome outcome) implements SendResult {}

    /** It was taken in and is being worked on; the outcome is told later, or asked for. */
    record Pending() implements SendResult {}

    /**
     * The counterparty says that it has a request under this key already: ours came, now or before.
     * What became of it is asked for; that it never came would be a contradiction.
     */
    record KeyKnown(String detail) implements SendResult {}

    /** Not tried at all, for a reason of ours: no place, breaker open, too late. */
    record NotNow(String why) implements SendResult {}

    /**
     * Proven without effect: no byte left, or the request was turned away unread. May be tried
     * again.
     */
    record NothingSent(String why) implements SendResult {}

    /**
     * It may have arrived.
     *
     * @param sick the counterparty misbehaved, which its circuit breaker counts
     */
    record NoUsableAnswer(String detail, boolean sick) implements SendResult {}
}
