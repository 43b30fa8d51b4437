package kz.nusqau.confirmation;

import kz.nusqau.subscriber.Consent;

/** What became of an answer to the question for a consent. */
public sealed interface ConsentOutcome {

    /** It may be shown, once. */
    record Given(Consent consent) implements ConsentOutcome {}

    record Refused(Consent consent) implements ConsentOutcome {}

    record Wrong(int attemptsLeft) implements ConsentOutcome {}

    /** Wrong, and it was the last attempt. */
    record UsedUp() implements ConsentOutcome {}

    record Expired() implements ConsentOutcome {}

    /** A plain yes; costs no attempt. */
    record CodeNeeded() implements ConsentOutcome {}

    /** Something else ended the question before. */
    record Ended() implements ConsentOutcome {}
}
