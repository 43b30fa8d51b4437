package kz.nusqau.partner;

import java.util.Locale;

/** What became of one recipient of a sending. */
enum RecipientStatus {
    /** The text is on disk, and will be sent. */
    ACCEPTED(false),
    /** The operator's SMSC has it. */
    SENT(false),
    DELIVERED(true),
    /** The SMSC or the network will not deliver it. */
    UNDELIVERABLE(true),
    /** Its time was over before the SMSC had it, or before the phone did. */
    EXPIRED(true),
    /** Before the SMSC had it. */
    CANCELLED(true),
    /** The SMSC had it, and never said what became of it. */
    UNREPORTED(true),
    /** Nothing was sent. */
    REFUSED(true);

    private final boolean last;

    RecipientStatus(boolean last) {
        this.last = last;
    }

    /** Nothing more will become of it. */
    boolean isFinal() {
        return last;
    }

    /** As stored and told. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RecipientStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
