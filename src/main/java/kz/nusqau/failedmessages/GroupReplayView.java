package kz.nusqau.failedmessages;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay of many messages at once, on a list that was frozen when it was made.
 *
 * @param preparedBy who had the list made
 * @param startedBy who had it carried out, null for nobody yet
 * @param rate messages a second
 * @param total messages in the list
 * @param note why it was paused by itself: {@code failures}; else empty
 */
public record GroupReplayView(
        UUID id,
        State state,
        String preparedBy,
        @Nullable String startedBy,
        @Nullable String reason,
        int rate,
        int total,
        String note,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** Where it stands. */
    public enum State {
        /** Finds out what a replay of each message would do. */
        PLANNING,
        /** Waits for somebody to start it. */
        PLANNED,
        RUNNING,
        PAUSED,
        CANCELLED,
        DONE;

        /** Whether it goes on without anybody's doing. */
        public boolean isUnderWay() {
            return this == PLANNING || this == RUNNING;
        }

        public boolean isOver() {
            return this == CANCELLED || this == DONE;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
