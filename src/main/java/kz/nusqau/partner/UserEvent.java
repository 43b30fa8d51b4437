package kz.nusqau.partner;

/** News about a partner's user. */
enum UserEvent {
    USER_CHANGED("user.changed"),
    NOTIFICATION_CHANGED("notification.changed");

    private final String word;

    UserEvent(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
