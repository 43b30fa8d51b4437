package kz.nusqau.partner;

import java.util.Arrays;
import java.util.Optional;

/** What partners may ask for. */
enum RequestType {
    PAYMENT_CREATE("payment.create", true),
    PAYMENT_GET("payment.get", false),
    PAYMENT_CANCEL("payment.cancel", true),
    CODE_ISSUE("code.issue", true),
    CODE_VERIFY("code.verify", true),
    MESSAGE_SEND("message.send", true),
    MESSAGE_APPEND("message.append", true),
    MESSAGE_GET("message.get", false),
    MESSAGE_OUTCOMES("message.outcomes", false),
    MESSAGE_CANCEL("message.cancel", true),
    REPORT_GET("report.get", false),
    EVENTS_REPLAY("events.replay", false);

    static final int VERSION = 1;

    private final String word;
    private final boolean remembered;

    RequestType(String word, boolean remembered) {
        this.word = word;
        this.remembered = remembered;
    }

    static Optional<RequestType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }

    /** Whether the first answer is the only one; a question is answered anew each time. */
    boolean isRemembered() {
        return remembered;
    }
}
