package kz.nusqau.mailbox;

import java.time.Instant;

/** How far an outbound text got. */
public sealed interface OutboundState {

    record Queued() implements OutboundState {}

    /**
     * The SMSC has all its parts.
     *
     * @param at when it accepted the last one
     */
    record Submitted(Instant at) implements OutboundState {}

    /**
     * All parts reached the phone.
     *
     * @param submittedAt when the SMSC accepted the last part
     */
    record Delivered(Instant submittedAt, Instant at) implements OutboundState {}

    /**
     * The SMSC had all its parts, and nobody will say any more what became of them.
     *
     * @param submittedAt when the SMSC accepted the last part
     */
    record Unreported(Instant submittedAt) implements OutboundState {}

    /** It will not arrive, or not whole. */
    record Failed(String reason) implements OutboundState {}
}
