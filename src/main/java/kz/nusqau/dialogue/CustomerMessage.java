package kz.nusqau.dialogue;

import java.time.Instant;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.shared.Msisdn;

/**
 * One text of a subscriber, decoded and joined.
 *
 * @param entry the inbox row that the transaction with the answer finishes
 * @param link the operator link it came on, and the answer leaves by
 * @param shortCode the number that was texted
 * @param receivedAt by the database's clock
 */
public record CustomerMessage(
        InboxEntry entry,
        Msisdn msisdn,
        String link,
        String shortCode,
        String text,
        Instant receivedAt) {

    @Override
    public String toString() {
        return "CustomerMessage[%s to %s on %s]".formatted(msisdn, shortCode, link);
    }
}
