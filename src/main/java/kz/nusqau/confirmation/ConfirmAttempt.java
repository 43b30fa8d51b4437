package kz.nusqau.confirmation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a challenge.
 *
 * @param digits six of them for a code; null is a plain yes
 * @param boundDigest computed again from what would be executed
 * @param receivedAt by the database's clock; what decides about expiry
 */
public record ConfirmAttempt(
        UUID challenge, @Nullable String digits, byte[] boundDigest, Instant receivedAt) {

    @Override
    public String toString() {
        return "ConfirmAttempt[%s at %s]".formatted(challenge, receivedAt);
    }
}
