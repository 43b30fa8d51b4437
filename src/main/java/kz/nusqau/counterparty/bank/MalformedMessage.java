package kz.nusqau.counterparty.bank;

/** A text that is no message we agreed on with the bank. */
final class MalformedMessage extends Exception {

    MalformedMessage(String message) {
        super(message, null, false, false);
    }
}
