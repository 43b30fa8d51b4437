package kz.nusqau.payment;

import java.util.List;
import java.util.UUID;
import kz.nusqau.confirmation.ChallengeKind;
import kz.nusqau.confirmation.ChallengesEnded;
import kz.nusqau.confirmation.EndedChallenge;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Forgets the code messages of challenges that ended (R-OTP-8); one that waits to be sent never
 * leaves.
 */
@Component
final class PromptWiping {

    private final Neighbours neighbours;

    PromptWiping(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    @EventListener
    void wipe(ChallengesEnded ended) {
        List<UUID> prompts =
                ended.challenges().stream()
                        .filter(PromptWiping::isOfNoUse)
                        .map(EndedChallenge::promptMessage)
                        .toList();
        if (!prompts.isEmpty()) {
            neighbours.wipe(prompts);
        }
    }

    /** A question that was answered with a yes stays: it says what the payer agreed to. */
    private static boolean isOfNoUse(EndedChallenge challenge) {
        return challenge.kind() == ChallengeKind.CODE
                || challenge.ending() != EndedChallenge.Ending.CONFIRMED;
    }
}
