package kz.nusqau.confirmation;

import java.time.Instant;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;

/** A challenge that takes no answer any more. */
public record EndedChallenge(
        UUID id,
        SubscriberId subscriber,
        InstructionId instruction,
        ChallengeKind kind,
        Ending ending,
        UUID promptMessage,
        Instant expiresAt,
        Subject subject) {

    public enum Ending {
        CONFIRMED,
        CANCELLED,
        REPLACED,
        EXPIRED,
        USED_UP
    }
}
