package kz.nusqau.failedmessages;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An edited version of a failed message that somebody proposed.
 *
 * @param message as it stands now
 * @param digest names the edited text
 * @param decidedBy null while nobody did
 * @param decision why it was decided so
 * @param newVersion the failed message that it became, null unless it was approved
 */
public record EditView(
        UUID id,
        FailedMessageView message,
        State state,
        String digest,
        String proposedBy,
        String reason,
        Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable String decision,
        @Nullable Instant decidedAt,
        @Nullable UUID newVersion) {

    /** Where a proposal stands. */
    public enum State {
        OPEN,
        APPROVED,
        DECLINED,
        /** Taken back by who proposed it. */
        WITHDRAWN,
        /** The message was moved on otherwise before anybody decided. */
        VOID;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Nobody approves what they proposed; a login is the same however it is written. */
    public boolean isOf(String who) {
        return proposedBy.strip().equalsIgnoreCase(who.strip());
    }
}
