package kz.nusqau.mailbox;

import java.util.List;

/**
 * What brings texts to subscribers' phones; the first in order that serves a link has its texts.
 */
public interface OutboundChannel {

    /** Whether texts of the link are its own, on whatever node. */
    default boolean serves(String link) {
        return true;
    }

    /** How many more messages of the link it has room for; 0 when this node doesn't serve it. */
    int room(String link);

    /**
     * Takes messages, in their order and at most as many of a link as there was room for. Each ends
     * in {@link Outbox#submitted} of all its parts, {@link Outbox#complete}, {@link Outbox#refused}
     * or {@link Outbox#retryLater} or {@link Outbox#waitLonger}.
     */
    void take(List<OutboundMessage> messages);
}
