package kz.nusqau.simulator.counterparty;

import java.time.Duration;

/** Something that goes wrong between a client and a counterparty, once per request it meets. */
public sealed interface CounterpartyFault {

    /** Refused as a business rule with this code, and remembered as refused. */
    record Refuse(String errorCode) implements CounterpartyFault {}

    /** Arrives at once and is seen as pending by inquiries; carried out and answered later. */
    record Slow(Duration delay) implements CounterpartyFault {}

    /**
     * Stuck on the way: inquiries know nothing of it until it is carried out, after the client has
     * long given up.
     */
    record HeldBack(Duration delay) implements CounterpartyFault {}

    /** The connection is reset before the request is looked at. */
    record Down() implements CounterpartyFault {}

    /** Carried out; then the connection closes without an answer. */
    record AnswerLost() implements CounterpartyFault {}

    /** Carried out at once, answered later. */
    record LateAnswer(Duration delay) implements CounterpartyFault {}

    /** Carried out, and answered as a duplicate although it was new. */
    record DuplicateAnswer() implements CounterpartyFault {}

    /** Carried out, and answered 200 with this body whatever it says. */
    record Nonsense(String body) implements CounterpartyFault {}

    /** Nothing is done; answered with this status and a short text. */
    record ServerError(int status) implements CounterpartyFault {}

    /** Carried out, and answered with a wrong signature where answers are signed. */
    record BadSignature() implements CounterpartyFault {}

    /**
     * Taken in and carried out as usual, and only the call back goes wrong. Where nobody is called
     * back, nothing goes wrong.
     */
    record Callback(CallbackFate fate) implements CounterpartyFault {}

    /**
     * Taken in, and then forgotten: never carried out, and inquiries know nothing of it. Where
     * outcomes are told at once, nothing goes wrong.
     */
    record Forgotten() implements CounterpartyFault {}
}
