package kz.nusqau.payment;

import java.time.Duration;
import kz.nusqau.confirmation.ChallengeKind;
import kz.nusqau.confirmation.EndedChallenge;
import kz.nusqau.confirmation.Subject;
import org.jspecify.annotations.Nullable;

/** Nothing is open: an answer that comes twice or late hears what became of its challenge. */
final class LateAnswer {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private LateAnswer() {}

    /**
     * What is said to it.
     *
     * @param latest the newest challenge of its subscriber, null if there never was one
     */
    static ConfirmResult to(@Nullable EndedChallenge latest, Confirmation confirmation) {
        if (latest == null || !fits(latest, confirmation)) {
            return new ConfirmResult.NothingOpen();
        }
        return switch (latest.ending()) {
            case CONFIRMED -> new ConfirmResult.AlreadyConfirmed(latest.instruction());
            case EXPIRED -> new ConfirmResult.CodeExpired(latest.instruction());
            case USED_UP -> new ConfirmResult.CodeUsedUp(latest.instruction());
            case CANCELLED, REPLACED -> new ConfirmResult.NothingOpen();
        };
    }

    private static boolean fits(EndedChallenge latest, Confirmation confirmation) {
        boolean asked =
                (latest.kind() == ChallengeKind.CODE)
                        == (confirmation.answer() instanceof Answer.Code);
        return asked
                && latest.subject() == Subject.PAYMENT
                && confirmation.mayAnswer(latest.instruction())
                && confirmation.receivedAt().isBefore(latest.expiresAt().plus(REMEMBERED));
    }
}
