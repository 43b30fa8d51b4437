package kz.nusqau.failedmessages;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a replay did.
 *
 * @param changes commands whose standing it changed at once; what counterparties answer comes later
 */
public record ReplayView(UUID id, State state, Effect effect, List<Change> changes) {

    /** A command that stands elsewhere than before. */
    public record Change(String command, String before, String after) {}

    public enum Effect {
        QUEUED_AGAIN,
        INQUIRY_STARTED,
        HANDLED_AGAIN,
        /** An answer could be taken for a fresh confirmation: try again later. */
        TOO_EARLY,
        NOTHING;

        public boolean moved() {
            return this != NOTHING && this != TOO_EARLY;
        }

        static Effect of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
