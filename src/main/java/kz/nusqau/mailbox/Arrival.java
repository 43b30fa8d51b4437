package kz.nusqau.mailbox;

import java.time.Instant;
import kz.nusqau.shared.SubscriberId;

/**
 * A message on its way into the table.
 *
 * @param id its own for good, however often storing it is tried
 * @param nanos when it came, as {@link System#nanoTime}
 */
record Arrival(long id, IncomingMessage message, long nanos) {

    /** The arrival with what is stored of it. */
    record Sealed(Arrival arrival, SubscriberId subscriber, byte[] payload) {

        long id() {
            return arrival.id;
        }

        IncomingMessage message() {
            return arrival.message;
        }

        int partition() {
            return Lanes.partitionOf(subscriber);
        }

        InboxEntry entry(Instant receivedAt) {
            IncomingMessage message = arrival.message;
            return new InboxEntry(
                    arrival.id,
                    partition(),
                    subscriber,
                    message.source(),
                    message.link(),
                    message.session(),
                    message.destination(),
                    receivedAt,
                    message.kind(),
                    message.dedupeKey(),
                    message.payload());
        }
    }
}
