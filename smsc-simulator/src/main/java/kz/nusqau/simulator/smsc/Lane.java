package kz.nusqau.simulator.smsc;

/** A queue of messages that the same sessions can take: those ahead never wait for other lanes. */
sealed interface Lane {

    /** Texts to a short code: for any session that serves it. */
    record ToAddress(String digits) implements Lane {}

    /** Receipts: for the sessions of the account that submitted. */
    record ToAccount(String systemId) implements Lane {}
}
