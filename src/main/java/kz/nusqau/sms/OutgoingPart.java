package kz.nusqau.sms;

import kz.nusqau.sms.SmsLinks.SmsLink;

/**
 * One part of a text on its way out.
 *
 * @param number from 1
 * @param order of hand-over, so that equal priorities keep theirs
 */
record OutgoingPart(OutgoingText text, int number, byte[] octets, long order)
        implements Comparable<OutgoingPart> {

    OutgoingPart by(SmsLink other) {
        return new OutgoingPart(text.by(other), number, octets, order);
    }

    @Override
    public int compareTo(OutgoingPart other) {
        int byPriority = text.priority().compareTo(other.text.priority());
        return byPriority != 0 ? byPriority : Long.compare(order, other.order);
    }

    @Override
    public String toString() {
        return "OutgoingPart[%d of %s]".formatted(number, text.id());
    }
}
