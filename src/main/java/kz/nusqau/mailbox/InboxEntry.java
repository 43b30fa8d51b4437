package kz.nusqau.mailbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;

/**
 * A stored message on its way to be handled.
 *
 * @param receivedAt by the database's clock
 * @param payload in clear, in memory only
 */
public record InboxEntry(
        long id,
        int partition,
        SubscriberId subscriber,
        Optional<Msisdn> source,
        String link,
        UUID session,
        String destination,
        Instant receivedAt,
        IncomingMessage.Kind kind,
        byte[] dedupeKey,
        byte[] payload) {

    @Override
    public String toString() {
        return "InboxEntry[%d %s of %s]".formatted(id, kind, subscriber);
    }
}
