package kz.nusqau.failedmessages;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a failed message stands. */
public enum State {
    OPEN,
    /** Moved on; the outcome isn't known yet. Comes back as open when it fails again. */
    REPLAYED,
    DISCARDED,
    /** Its outcome was verified. */
    RESOLVED,
    /** An edited version of it is there instead. */
    SUPERSEDED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
