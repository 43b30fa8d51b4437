package kz.nusqau.confirmation;

import java.time.Instant;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;

/** A challenge that waits for its answer; a subscriber has at most one. */
public record OpenChallenge(
        UUID id,
        SubscriberId subscriber,
        InstructionId instruction,
        ChallengeKind kind,
        int attemptsLeft,
        Instant openedAt,
        Instant expiresAt,
        UUID promptMessage,
        Subject subject) {}
