package kz.nusqau.typing;

/**
 * A part of a text.
 *
 * @param glued nothing stands between it and the piece before: {@code тг} in {@code 1500тг}
 */
record Piece(Kind kind, String text, boolean glued) {

    enum Kind {
        /** The word of the command, or a part of it. */
        COMMAND,
        /** A provider, a bank, a currency, a filler. */
        WORD,
        /** An account, a phone number, a code, a day. */
        NUMBER,
        AMOUNT,
        /** A payment number or IBAN. */
        REFERENCE,
        /** What is taken over as it stands. */
        FREE
    }

    static Piece command(String text) {
        return new Piece(Kind.COMMAND, text, false);
    }

    static Piece word(String text) {
        return new Piece(Kind.WORD, text, false);
    }

    static Piece number(String text) {
        return new Piece(Kind.NUMBER, text, false);
    }

    static Piece amount(String text) {
        return new Piece(Kind.AMOUNT, text, false);
    }

    static Piece reference(String text) {
        return new Piece(Kind.REFERENCE, text, false);
    }

    static Piece free(String text) {
        return new Piece(Kind.FREE, text, false);
    }

    boolean isWord() {
        return kind == Kind.COMMAND || kind == Kind.WORD;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER || kind == Kind.AMOUNT;
    }

    Piece with(String other) {
        return new Piece(kind, other, glued);
    }

    Piece joined() {
        return new Piece(kind, text, true);
    }
}
