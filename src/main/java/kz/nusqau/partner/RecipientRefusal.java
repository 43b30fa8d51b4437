package kz.nusqau.partner;

/** Why a recipient gets no text. */
enum RecipientRefusal {
    /** Not the digits of a mobile number of Kazakhstan. */
    NOT_A_NUMBER,
    /** The operator doesn't know the number. */
    NOT_A_SUBSCRIBER,
    /** It stood in the sending before. */
    REPEATED,
    /** Why is the subscriber's own affair (R-OPS-6). */
    SUBSCRIBER_NOT_ELIGIBLE,
    /** No link carries texts of this sender to the phone. */
    NOT_REACHED
}
