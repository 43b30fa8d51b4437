package kz.nusqau.confirmation;

import java.util.List;
import kz.nusqau.subscriber.Consent;

/**
 * Published inside the transaction in which the questions ended, however they did, or in which a
 * consent was taken back.
 */
public record ConsentsEnded(List<Consent> consents) {

    public ConsentsEnded {
        consents = List.copyOf(consents);
    }
}
