package kz.nusqau.confirmation;

/** What a challenge asks about, and so whose instruction it names. */
public enum Subject {
    PAYMENT,
    /** Whether a partner may see something of the subscriber. */
    CONSENT
}
