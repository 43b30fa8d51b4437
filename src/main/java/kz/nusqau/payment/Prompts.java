package kz.nusqau.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import kz.nusqau.confirmation.ChallengeKind;
import kz.nusqau.confirmation.OpenChallenge;
import kz.nusqau.mailbox.OutboundState;
import org.jspecify.annotations.Nullable;

/**
 * A plain yes counts only as the answer to a question that was accepted by the SMSC, and that had
 * left for it when the yes came in: a phone may answer before the SMSC's own answer is here. Where
 * the yes itself proves that the phone shows the question, nobody else has to say so.
 */
final class Prompts {

    private Prompts() {}

    /** The questions that a plain yes answers. */
    static List<UUID> ofYes(Collection<OpenChallenge> open) {
        return open.stream()
                .filter(challenge -> challenge.kind() == ChallengeKind.YES)
                .map(OpenChallenge::promptMessage)
                .toList();
    }

    /** Null when the yes answers the question. */
    static ConfirmResult.@Nullable BeforePrompt tooEarly(
            @Nullable OutboundState prompt, boolean seen, Instant answeredAt) {
        if (seen && !(prompt instanceof OutboundState.Failed)) {
            return null;
        }
        return switch (prompt) {
            case null -> new ConfirmResult.BeforePrompt(false);
            case OutboundState.Queued queued -> new ConfirmResult.BeforePrompt(false);
            case OutboundState.Failed failed -> new ConfirmResult.BeforePrompt(true);
            case OutboundState.Submitted(var leftAt) -> tooEarly(leftAt, answeredAt);
            case OutboundState.Delivered(var leftAt, var at) -> tooEarly(leftAt, answeredAt);
            case OutboundState.Unreported(var leftAt) -> tooEarly(leftAt, answeredAt);
        };
    }

    private static ConfirmResult.@Nullable BeforePrompt tooEarly(
            Instant leftAt, Instant answeredAt) {
        return answeredAt.isBefore(leftAt) ? new ConfirmResult.BeforePrompt(true) : null;
    }
}
