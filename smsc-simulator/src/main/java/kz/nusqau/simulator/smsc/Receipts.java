package kz.nusqau.simulator.smsc;

import java.time.Duration;

/**
 * How a vendor sends delivery receipts.
 *
 * @param delay from taking the message to its receipt
 * @param beforeResponse the receipt overtakes the answer to the submit_sm
 * @param copies 1 as a rule; 0 never sends any, 2 sends each twice
 * @param text the receipt has its usual text
 * @param tlvs the receipt has receipted_message_id, message_state and network_error_code
 * @param marked esm_class says that it is a receipt
 * @param reversedIn so many receipts wait for each other and leave last first; 1 keeps the order
 */
public record Receipts(
        Duration delay,
        boolean beforeResponse,
        int copies,
        boolean text,
        boolean tlvs,
        boolean marked,
        int reversedIn) {

    public static final Receipts USUAL =
            new Receipts(Duration.ofMillis(50), false, 1, true, true, true, 1);

    public Receipts {
        if (copies < 0 || copies > 10) {
            throw new IllegalArgumentException("copies " + copies + ", allowed 0 to 10");
        }
        if (reversedIn < 1) {
            throw new IllegalArgumentException("reversed in " + reversedIn + ", at least 1");
        }
    }

    public Receipts delayed(Duration newDelay) {
        return new Receipts(newDelay, false, copies, text, tlvs, marked, reversedIn);
    }

    public Receipts beforeTheResponse() {
        return new Receipts(Duration.ZERO, true, copies, text, tlvs, marked, reversedIn);
    }

    public Receipts times(int newCopies) {
        return new Receipts(delay, beforeResponse, newCopies, text, tlvs, marked, reversedIn);
    }

    public Receipts withTextOnly() {
        return new Receipts(delay, beforeResponse, copies, true, false, marked, reversedIn);
    }

    public Receipts withTlvsOnly() {
        return new Receipts(delay, beforeResponse, copies, false, true, marked, reversedIn);
    }

    /** They look like texts of the phone. */
    public Receipts unmarked() {
        return new Receipts(delay, beforeResponse, copies, text, tlvs, false, reversedIn);
    }

    /** The newest first, so many at a time; what has no company leaves after a second. */
    public Receipts outOfOrder(int together) {
        return new Receipts(delay, beforeResponse, copies, text, tlvs, marked, together);
    }
}
