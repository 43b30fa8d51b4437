package kz.nusqau.payment;

/** What a transition means to the books. */
enum Booking {
    HOLD_PENDING,
    TOP_UP_PENDING,
    TOP_UP_POSTED,
    TOP_UP_VOIDED,
    HOLD_CHARGED,
    HOLD_VOIDED,
    /** The hold is gone and the provider is paid: the subscriber owes it. */
    HOLD_OWED
}
