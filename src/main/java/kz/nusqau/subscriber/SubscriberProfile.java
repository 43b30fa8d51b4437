package kz.nusqau.subscriber;

import java.util.Optional;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.SubscriberId;

/**
 * What the hub itself knows of a subscriber.
 *
 * @param accepted the rules of the service were accepted (R-JOIN-1)
 * @param consentWithdrawn the service has stopped for this subscriber (R-JOIN-2)
 * @param blocked by the call centre or by the subscriber (R-BLK-1)
 */
public record SubscriberProfile(
        SubscriberId id,
        Optional<Language> language,
        boolean accepted,
        boolean consentWithdrawn,
        boolean blocked) {}
