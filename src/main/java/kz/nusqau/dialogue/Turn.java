package kz.nusqau.dialogue;

import kz.nusqau.catalogue.ShortCode;
import kz.nusqau.instruction.Reading;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.SubscriberProfile;
import org.jspecify.annotations.Nullable;

/**
 * A text, and what is known of its sender before anything outside is asked.
 *
 * @param shortCode null when the catalogue doesn't know the number
 * @param language to answer in
 * @param wallet for a top-up: the e-money system in which the sender used a wallet last, if ever
 */
record Turn(
        CustomerMessage message,
        SubscriberProfile profile,
        @Nullable ShortCode shortCode,
        Reading reading,
        Language language,
        @Nullable String wallet) {

    Turn withWallet(@Nullable String system) {
        return new Turn(message, profile, shortCode, reading, language, system);
    }

    SubscriberId subscriber() {
        return message.entry().subscriber();
    }
}
