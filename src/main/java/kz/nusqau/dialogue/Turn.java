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
 */
record Turn(
        CustomerMessage message,
        SubscriberProfile profile,
        @Nullable ShortCode shortCode,
        Reading reading,
        Language language) {

    SubscriberId subscriber() {
        return message.entry().subscriber();
    }
}
