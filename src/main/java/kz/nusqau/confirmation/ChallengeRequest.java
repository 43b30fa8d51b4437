package kz.nusqau.confirmation;

import java.time.Duration;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;

/**
 * A challenge to open.
 *
 * @param boundDigest of all that the subscriber confirms; other data at the answer void the code
 * @param promptMessage the outbound text that asks
 */
public record ChallengeRequest(
        UUID id,
        SubscriberId subscriber,
        InstructionId instruction,
        ChallengeKind kind,
        byte[] boundDigest,
        Duration lifetime,
        int attempts,
        UUID promptMessage,
        Subject subject) {

    /** About a payment. */
    public ChallengeRequest(
            UUID id,
            SubscriberId subscriber,
            InstructionId instruction,
            ChallengeKind kind,
            byte[] boundDigest,
            Duration lifetime,
            int attempts,
            UUID promptMessage) {
        this(
                id,
                subscriber,
                instruction,
                kind,
                boundDigest,
                lifetime,
                attempts,
                promptMessage,
                Subject.PAYMENT);
    }
}
