package kz.nusqau.partner;

import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * A message to a partner.
 *
 * @param correlation of a reply
 * @param group of messages that one consumer is to get in order
 * @param personal what it tells of a subscriber, if anything
 */
record Outgoing(
        String partner,
        Channel channel,
        String type,
        @Nullable String correlation,
        @Nullable String group,
        String body,
        @Nullable Personal personal) {

    Outgoing(
            String partner,
            Channel channel,
            String type,
            @Nullable String correlation,
            @Nullable String group,
            String body) {
        this(partner, channel, type, correlation, group, body, null);
    }

    /** What leaves in place of the body as long as the subscriber is not erased; sealed at rest. */
    record Personal(SubscriberId about, String body) {}

    Outgoing about(SubscriberId subscriber, String whole) {
        return new Outgoing(
                partner, channel, type, correlation, group, body, new Personal(subscriber, whole));
    }

    enum Channel {
        REPLIES,
        EVENTS
    }
}
