package kz.nusqau.confirmation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How challenges end by themselves.
 *
 * @param expiryGrace beyond a challenge's lifetime, because an answer that was received in time may
 *     still wait for its turn; also the wait after a start
 * @param sweepEvery how often they are looked for
 */
@ConfigurationProperties("nusqau.confirmation")
record ConfirmationProperties(
        @DefaultValue("60s") Duration expiryGrace, @DefaultValue("2s") Duration sweepEvery) {

    ConfirmationProperties {
        if (expiryGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "nusqau.confirmation.expiry-grace: %s, use 0s or more".formatted(expiryGrace));
        }
        if (sweepEvery.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "nusqau.confirmation.sweep-every: %s, use 100ms or more".formatted(sweepEvery));
        }
    }
}
