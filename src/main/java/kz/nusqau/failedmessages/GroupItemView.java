package kz.nusqau.failedmessages;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One message of a group replay.
 *
 * @param position in the frozen list, from one on
 * @param effect what its replay would do, or did; null while that isn't known
 * @param detail why it could not be replayed, else empty
 * @param message as it stands now
 */
public record GroupItemView(
        int position,
        State state,
        ReplayView.@Nullable Effect effect,
        String detail,
        @Nullable Instant at,
        FailedMessageView message) {

    /** Where it stands in the group. */
    public enum State {
        /** Nobody knows yet what its replay would do. */
        UNSEEN,
        /** Its plan waits to be carried out. */
        WAITING,
        /** Its replay would do nothing. */
        IDLE,
        /** Its plan was carried out. */
        REPLAYED,
        /** It would have done something else than what was shown, so nothing was done. */
        OUTDATED,
        /** It could not be replayed; nothing was done. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
