package kz.nusqau.dialogue;

import kz.nusqau.catalogue.Catalogue;
import kz.nusqau.catalogue.ShortCode;
import kz.nusqau.confirmation.OpenChallenge;
import kz.nusqau.confirmation.Subject;
import kz.nusqau.instruction.Reading;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.SubscriberProfile;
import org.jspecify.annotations.Nullable;

/**
 * A text, and what is known of its sender before anything outside is asked.
 *
 * @param rules by which it was read; it is judged and answered by the same
 * @param shortCode null when the catalogue doesn't know the number
 * @param language to answer in
 * @param wallet for a top-up: the e-money system in which the sender used a wallet last, if ever
 * @param open what the sender has to answer, if anything
 */
record Turn(
        CustomerMessage message,
        SubscriberProfile profile,
        Catalogue rules,
        @Nullable ShortCode shortCode,
        Reading reading,
        Language language,
        @Nullable String wallet,
        @Nullable OpenChallenge open) {

    Turn withWallet(@Nullable String system) {
        return new Turn(message, profile, rules, shortCode, reading, language, system, open);
    }

    /** Whether a partner wants to see something of the sender's, and waits for a code. */
    boolean isAskedForConsent() {
        return open != null && open.subject() == Subject.CONSENT;
    }

    /** The same of a yes or a no: it may have been said to another question on the screen. */
    boolean mayAnswerToConsent() {
        return isAskedForConsent() && message.question() == null;
    }

    SubscriberId subscriber() {
        return message.entry().subscriber();
    }
}
