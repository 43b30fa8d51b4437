package kz.nusqau.confirmation;

import java.time.Duration;
import java.util.UUID;
import kz.nusqau.subscriber.Consent;

/**
 * A consent to ask for.
 *
 * @param promptMessage the outbound text that asks
 */
public record ConsentQuestion(
        Consent consent, Duration lifetime, int attempts, UUID promptMessage) {}
