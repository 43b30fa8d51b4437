package kz.nusqau.partner;

import java.util.Optional;
import kz.nusqau.platform.WorkWindow;

/**
 * Who holds the number of a user who signs in or acts: with a SIM that is new, or a phone that was
 * lost, it may be somebody else (R-ACC-4).
 */
sealed interface Holder {

    /** Nobody signs in or acts with a code. */
    record Nobody() implements Holder {}

    /** Nothing speaks against it. */
    record Owner() implements Holder {}

    /** It may be somebody else: what the number opens stays closed. */
    record Doubtful() implements Holder {}

    /** The operator's registry is being worked on (R-OPS-1). */
    record Closed(WorkWindow work) implements Holder {}

    /** The operator didn't say. */
    record Silent() implements Holder {}

    /** What a user who is signed in is told who may not act because of it; empty who may. */
    default Optional<Answer> objection() {
        return switch (this) {
            case Owner() -> Optional.empty();
            case Doubtful() ->
                    Optional.of(
                            Answer.Failed.because(
                                    FaultCode.USER_NOT_ELIGIBLE,
                                    "codes to the user's number sign nobody in at present"));
            case Closed(var work) -> Optional.of(Answer.Failed.later(work));
            case Silent() -> Optional.of(unknown());
            // Who is signed in since the look-ups is looked up with the next try.
            case Nobody() -> Optional.of(unknown());
        };
    }

    private static Answer unknown() {
        return Answer.Failed.because(
                FaultCode.SERVICE_UNAVAILABLE,
                "who holds the user's number is not known at the moment");
    }
}
