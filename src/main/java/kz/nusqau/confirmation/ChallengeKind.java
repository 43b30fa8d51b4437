package kz.nusqau.confirmation;

/** What a challenge wants to hear. */
public enum ChallengeKind {
    /** The six digits of its message. */
    CODE,
    /** A plain yes. */
    YES
}
