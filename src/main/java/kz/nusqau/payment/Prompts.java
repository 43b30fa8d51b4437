package kz.nusqau.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import kz.nusqau.confirmation.ChallengeKind;
import kz.nusqau.confirmation.OpenChallenge;
import kz.nusqau.mailbox.OutboundState;
import org.jspecify.annotations.Nullable;

/** A plain yes counts only as the answer to a question that the SMSC had by then. */
final class Prompts {

    private Prompts() {}

    /** The questions that a plain yes answers. */
    static List<UUID> ofYes(Collection<OpenChallenge> open) {
        return open.stream()
                .filter(challenge -> challenge.kind() == ChallengeKind.YES)
                .map(OpenChallenge::promptMessage)
                .toList();
    }

    static boolean wasAsked(@Nullable OutboundState prompt, Instant answeredAt) {
        return switch (prompt) {
            case null -> false;
            case OutboundState.Queued queued -> false;
            case OutboundState.Failed failed -> false;
            case OutboundState.Submitted(var at) -> !at.isAfter(answeredAt);
            case OutboundState.Delivered(var submittedAt, var at) ->
                    !submittedAt.isAfter(answeredAt);
        };
    }
}
