package kz.nusqau.failedmessages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which failed messages to list; null means any. */
record Filter(
        @Nullable State state,
        @Nullable Source source,
        @Nullable String group,
        @Nullable UUID instruction,
        @Nullable Place after,
        int limit) {

    /** A place in the order of the list: everything after it comes next. */
    record Place(Instant at, UUID id) {

        static Place of(FailedMessageView view) {
            return new Place(view.lastFailedAt(), view.id());
        }

        /** Reads {@link #toString()}; fails with {@link IllegalArgumentException}. */
        static Place parse(String text) {
            String[] parts = text.split("_", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not a place: " + text);
            }
            try {
                return new Place(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException("not a place: " + text, e);
            }
        }

        @Override
        public String toString() {
            return at + "_" + id;
        }
    }
}
