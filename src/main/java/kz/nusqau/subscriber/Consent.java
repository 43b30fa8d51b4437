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

    /** What became of the question, and of the consent. */
    public enum State {
        ASKED,
        /** It may be shown, once. */
        GIVEN,
        REFUSED,
        /** Nobody wants to know any more, or too many wrong codes came. */
        CANCELLED,
        EXPIRED,
        /** It was given and shown. */
        USED,
        /** It was given, and taken back before anything was shown. */
        WITHDRAWN,
        /** It was given, and could not be used. */
        LAPSED
    }
}
