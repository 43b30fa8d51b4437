package kz.nusqau.sms;

import java.time.Duration;
import java.time.Instant;

/** What follows from the SMSC's answer to a part. */
sealed interface PartOutcome {

    /** The SMSC has it. */
    record Accepted(String messageId, Instant leftAt) implements PartOutcome {}

    /**
     * Another attempt may succeed.
     *
     * @param tried this was one of the few that a text gets
     */
    record Later(Duration delay, String reason, boolean tried) implements PartOutcome {}

    /** The SMSC has no room for this recipient; others may well have. */
    record PhoneFull(String reason) implements PartOutcome {}

    /**
     * The SMSC doesn't take anything from this sender: a person has to look, and until then nothing
     * is gained by trying.
     */
    record SenderRefused(String reason) implements PartOutcome {}

    /** This operator doesn't know the number: it may have been ported to another. */
    record UnknownNumber(String reason) implements PartOutcome {}

    /** No attempt will succeed. */
    record Failed(String reason) implements PartOutcome {}

    default int severity() {
        return switch (this) {
            case Accepted accepted -> 0;
            case Later later -> 1;
            case PhoneFull full -> 2;
            case SenderRefused refused -> 3;
            case UnknownNumber unknown -> 4;
            case Failed failed -> 5;
        };
    }
}
