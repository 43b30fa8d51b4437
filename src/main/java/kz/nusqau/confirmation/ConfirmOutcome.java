package kz.nusqau.confirmation;

/** What became of an answer. */
public sealed interface ConfirmOutcome {

    /** This answer ended the challenge: what it guards may happen, once. */
    record Confirmed() implements ConfirmOutcome {}

    record Wrong(int attemptsLeft) implements ConfirmOutcome {}

    /** Wrong, and it was the last attempt. */
    record UsedUp() implements ConfirmOutcome {}

    /** Received too late; the challenge is ended. */
    record Expired() implements ConfirmOutcome {}

    /** Something else ended the challenge before. */
    record Ended() implements ConfirmOutcome {}
}
