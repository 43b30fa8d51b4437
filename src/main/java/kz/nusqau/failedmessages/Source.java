package kz.nusqau.failedmessages;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a failed message comes from, and so what a replay of it means. */
public enum Source {
    /** A command to a counterparty: queued again or inquired about, under its key. */
    COMMAND,
    /** A text or receipt from the SMSC: handled again. */
    INBOX,
    /** A message that nobody could read: put into its queue again. */
    QUEUE,
    /** An instruction that its saga can't end: its commands that wait are moved on. */
    REVIEW;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
