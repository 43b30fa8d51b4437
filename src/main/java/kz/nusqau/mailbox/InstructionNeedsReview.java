package kz.nusqau.mailbox;

import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;

/**
 * An instruction that only a person can bring to its end, and no command that waits for one stands
 * for it. Published inside the transaction that left it so.
 *
 * @param cause for grouping, lower-case words joined by dots: {@code payment.charge.refused}
 * @param detail what was seen; no personal data
 */
public record InstructionNeedsReview(
        InstructionId instruction, SubscriberId subscriber, String cause, String detail) {}
