package kz.nusqau.platform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A line of two versions laid on each other. */
public record DifferenceLine(Kind kind, String text) {

    public enum Kind {
        SAME,
        REMOVED,
        ADDED,
        /** So many lines that are the same; the text is their number. */
        SKIPPED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
