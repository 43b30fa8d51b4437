package kz.nusqau.sms;

import java.time.Duration;
import kz.nusqau.sms.smpp.Status;

/** What each command_status means for a text; the table of SMPP practice. */
final class StatusPolicy {

    private static final int FEW = 5;

    /**
     * A quarter of an hour, in which a link that comes and goes is mended or its SMSC shut down.
     */
    private static final int FEW_LINKS = 10;

    static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private StatusPolicy() {}

    /**
     * Judges a refusal.
     *
     * @param attempts made before this one, in which the text itself met with trouble
     */
    static PartOutcome refused(int status, int attempts) {
        var reason = "SMPP status " + Status.text(status);
        return switch (status) {
            case Status.INVALID_BIND_STATUS, Status.ALREADY_BOUND ->
                    new PartOutcome.Later(SOON, reason, false);
            case Status.THROTTLED -> new PartOutcome.Later(delay(attempts), reason, false);
            case Status.MESSAGE_QUEUE_FULL -> new PartOutcome.PhoneFull(reason);
            // Priority, receipts, service type, sender's address: what we agreed on is wrong.
            case 0x06, 0x07, 0x15, Status.INVALID_SOURCE, 0x48, 0x49 ->
                    new PartOutcome.SenderRefused(reason);
            case 0x100, 0x101, 0x102, 0x103, 0x104 -> new PartOutcome.SenderRefused(reason);
            case Status.INVALID_DESTINATION, 0x50, 0x51 -> new PartOutcome.UnknownNumber(reason);
            case Status.SYSTEM_ERROR, 0x45, Status.TRY_AGAIN, 0xFE, 0xFF ->
                    fewAttempts(attempts, reason);
            default -> isVendors(status) ? fewAttempts(attempts, reason) : failed(reason);
        };
    }

    /** It may have arrived; a text twice is better than none. */
    static PartOutcome unanswered(String why, int attempts) {
        return fewAttempts(attempts, "no answer: " + why);
    }

    /** The same, but the link's end says little about the text: another may have caused it. */
    static PartOutcome cutOff(String why, int attempts) {
        return atMost(FEW_LINKS, attempts, "no answer: " + why);
    }

    static PartOutcome notSent(String why) {
        return new PartOutcome.Later(SOON, why, false);
    }

    private static PartOutcome fewAttempts(int attempts, String reason) {
        return atMost(FEW, attempts, reason);
    }

    private static PartOutcome atMost(int most, int attempts, String reason) {
        return attempts + 1 < most
                ? new PartOutcome.Later(delay(attempts), reason, true)
                : failed(reason + " after " + (attempts + 1) + " attempts");
    }

    private static PartOutcome failed(String reason) {
        return new PartOutcome.Failed(reason);
    }

    static Duration delay(int attempts) {
        var doubled = FIRST.multipliedBy(1L << Math.min(attempts, 10));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    private static boolean isVendors(int status) {
        return status >= 0x400 && status <= 0x4FF;
    }
}
