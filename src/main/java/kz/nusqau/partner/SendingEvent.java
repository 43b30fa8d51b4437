package kz.nusqau.partner;

/** News about a sending. */
enum SendingEvent {
    /** It has come a step further. */
    PROGRESS("message.progress"),
    /** No more parts are taken: none came for too long. */
    CLOSED("message.closed"),
    /** Every recipient has a final outcome. */
    FINISHED("message.finished");

    private final String word;

    SendingEvent(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
