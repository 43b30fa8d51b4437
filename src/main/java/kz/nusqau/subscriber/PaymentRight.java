package kz.nusqau.subscriber;

/** What a partner's user may do with payments (R-ACC-1). */
public enum PaymentRight {
    /** Who is blocked. */
    NONE,
    /** What is created has to be approved by somebody who may confirm (R-ACC-3). */
    CREATE,
    /** Also what others created. */
    CONFIRM
}
