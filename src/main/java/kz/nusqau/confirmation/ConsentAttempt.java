package kz.nusqau.confirmation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer to the question for a consent.
 *
 * @param asked what is open for its sender
 * @param digits null is a plain yes
 * @param receivedAt by the database's clock
 */
public record ConsentAttempt(OpenChallenge asked, @Nullable String digits, Instant receivedAt) {

    @Override
    public String toString() {
        return "ConsentAttempt[%s at %s]".formatted(asked.id(), receivedAt);
    }
}
