package kz.nusqau.partner;

/** News about a code. */
enum CodeEvent {
    /** The phone didn't get its text. It may be verified all the same: another phone may help. */
    UNDELIVERED("code.undelivered"),
    /** Nobody verified it in its time. */
    EXPIRED("code.expired");

    private final String word;

    CodeEvent(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
