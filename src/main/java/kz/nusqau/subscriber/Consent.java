package kz.nusqau.subscriber;

import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;

/**
 * A subscriber's word about one thing that a partner wants to see, once.
 *
 * @param partnerName as the subscriber read it
 * @param wording which text asked, in which language, under which rules
 */
public record Consent(
        InstructionId id,
        SubscriberId subscriber,
        String partner,
        String partnerName,
        Scope scope,
        String wording,
        State state) {

    /** What became of the question. */
    public enum State {
        ASKED,
        GIVEN,
        REFUSED,
        /** Nobody wants to know any more, or too many wrong codes came. */
        CANCELLED,
        EXPIRED
    }
}
