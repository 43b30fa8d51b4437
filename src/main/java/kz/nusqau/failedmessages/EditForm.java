package kz.nusqau.failedmessages;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody needs to edit a message.
 *
 * @param text laid out for people, and masked unless it was asked for in clear; empty where nothing
 *     may be edited
 * @param locked fields that stay as they are, likewise
 * @param open the proposal that waits for a decision, null for none
 */
public record EditForm(
        UUID message, Standing standing, String text, List<Locked> locked, @Nullable UUID open) {

    /** A field that names money or its ways. */
    public record Locked(String field, String value) {}

    /** Whether a message may be edited, or why not. */
    public enum Standing {
        EDITABLE,
        /** It was moved on, or a proposal waits: somebody has decided already or will. */
        NOT_OPEN,
        PROPOSED,
        /** A command is a row of ours; its message holds a key and nothing else. */
        COMMAND,
        /** What a subscriber wrote, or the SMSC told of it. */
        TEXT,
        /** No message at all. */
        REVIEW,
        /** What a partner said: only the partner can say it otherwise. */
        PARTNER,
        /** A message of a queue that has nothing that people may change. */
        FIXED,
        /** So broken that nobody can tell what it says of money. */
        BROKEN,
        TOO_LONG;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public boolean isEditable() {
        return standing == Standing.EDITABLE;
    }
}
