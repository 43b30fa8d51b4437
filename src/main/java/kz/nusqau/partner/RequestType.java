package kz.nusqau.partner;

import java.util.Arrays;
import java.util.Optional;

/** What partners may ask for. */
enum RequestType {
    PAYMENT_CREATE("payment.create", true),
    PAYMENT_APPROVE("payment.approve", true),
    PAYMENT_GET("payment.get", false),
    PAYMENT_CANCEL("payment.cancel", true),
    BALANCE_GET("balance.get", true),
    STATEMENT_GET("statement.get", true),
    CODE_ISSUE("code.issue", true),
    CODE_VERIFY("code.verify", true),
    MESSAGE_SEND("message.send", true),
    MESSAGE_APPEND("message.append", true),
    MESSAGE_GET("message.get", false),
    MESSAGE_OUTCOMES("message.outcomes", false),
    MESSAGE_CANCEL("message.cancel", true),
    REPORT_GET("report.get", false),
    USER_CREATE("user.create", true),
    USER_GET("user.get", false),
    USER_CHANGE("user.change", true),
    USER_BLOCK("user.block", true),
    USER_UNBLOCK("user.unblock", true),
    NOTIFICATION_SET("notification.set", true),
    NOTIFICATION_GRANT("notification.grant", true),
    NOTIFICATION_REVOKE("notification.revoke", true),
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
