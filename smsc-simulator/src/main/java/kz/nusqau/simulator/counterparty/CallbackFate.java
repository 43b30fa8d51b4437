package kz.nusqau.simulator.counterparty;

/** What becomes of the call that tells a client its outcome. */
public enum CallbackFate {
    ONCE,
    LOST,
    TWICE,
    /** At once and answered, before the request itself has its answer. */
    FIRST,
    /** With a wrong signature. */
    FORGED,
    /** A second time with the opposite outcome; inquiries go on telling the truth. */
    CONTRADICTED
}
