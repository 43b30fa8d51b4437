package kz.nusqau.counterparty.bank;

/** A text that is no message we agreed on with the bank. */
final class MalformedMessage extends Exception {

    private final String field;

    MalformedMessage(String message) {
        this("", message);
    }

    /**
     * Says where, too.
     *
     * @param field names joined by slashes, as far as it is known
     */
    MalformedMessage(String field, String message) {
        super(message, null, false, false);
        this.field = field;
    }

    String field() {
        return field;
    }
}
