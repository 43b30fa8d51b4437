package kz.nusqau.mailbox;

import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.Msisdn;

/**
 * What came on a link, before it is stored.
 *
 * @param session of the link it came on
 * @param source empty when the sender's address is no phone number
 * @param dedupeKey equal for redeliveries of the same message
 * @param payload the message as the channel wrote it down; sealed at rest
 */
public record IncomingMessage(
        Kind kind,
        String link,
        UUID session,
        Optional<Msisdn> source,
        String destination,
        byte[] dedupeKey,
        byte[] payload) {

    public enum Kind {
        TEXT,
        RECEIPT,
        /** A step of a USSD dialogue. */
        USSD
    }
}
