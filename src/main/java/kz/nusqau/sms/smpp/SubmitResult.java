package kz.nusqau.sms.smpp;

import java.time.Instant;

/** What became of a submit_sm. */
public sealed interface SubmitResult {

    /** The SMSC has it, from some moment after its first byte left. */
    record Accepted(String messageId, Instant leftAt) implements SubmitResult {}

    record Refused(int status) implements SubmitResult {}

    /** It never left this process. */
    record NotSent(String why) implements SubmitResult {}

    /** Its validity ended before it could leave. */
    record Expired() implements SubmitResult {}

    /** It may have been accepted: no answer in time, or the link was lost before one. */
    record Unknown(String why, boolean linkLost) implements SubmitResult {}
}
