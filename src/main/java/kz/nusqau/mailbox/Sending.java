package kz.nusqau.mailbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A text that the channel has. */
final class Sending {

    private final Outgoing key;
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();

    Sending(OutboundMessage message) {
        this.key = key(message.text());
        accepted.addAll(message.acceptedParts());
    }

    static Outgoing key(OutboundText text) {
        return new Outgoing(text.link(), text.priority().rank(), text.id());
    }

    Outgoing key() {
        return key;
    }

    /** Counts the part; true when the SMSC has all of them. */
    boolean isCompleteWith(PartSubmitted part) {
        accepted.add(part.part());
        return accepted.size() >= part.parts();
    }
}
