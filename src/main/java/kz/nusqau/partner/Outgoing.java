package kz.nusqau.partner;

import org.jspecify.annotations.Nullable;

/**
 * A message to a partner.
 *
 * @param correlation of a reply
 * @param group of messages that one consumer is to get in order
 */
record Outgoing(
        String partner,
        Channel channel,
        String type,
        @Nullable String correlation,
        @Nullable String group,
        String body) {

    enum Channel {
        REPLIES,
        EVENTS
    }
}
