package kz.nusqau.failedmessages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which failed messages to list; null means any.
 *
 * @param waitingFrom waiting since this time or later
 * @param waitingUntil waiting since before this time
 * @param after where the page begins
 */
public record Filter(
        @Nullable State state,
        @Nullable Source source,
        @Nullable String group,
        @Nullable UUID instruction,
        @Nullable String queue,
        @Nullable String route,
        @Nullable String assignee,
        @Nullable Instant waitingFrom,
        @Nullable Instant waitingUntil,
        @Nullable Place after,
        int limit) {

    /** By what a program asks for. */
    static Filter of(
            @Nullable State state,
            @Nullable Source source,
            @Nullable String group,
            @Nullable UUID instruction,
            @Nullable Place after,
            int limit) {
        return new Filter(
                state, source, group, instruction, null, null, null, null, null, after, limit);
    }

    /** The same among open messages alone, from the beginning. */
    Filter open(int most) {
        return new Filter(
                State.OPEN,
                source,
                group,
                instruction,
                queue,
                route,
                assignee,
                waitingFrom,
                waitingUntil,
                null,
                most);
    }

    /** A place in the order of the list: everything after it comes next. */
    public record Place(Instant at, UUID id) {

        public static Place of(FailedMessageView view) {
            return new Place(view.lastFailedAt(), view.id());
        }

        /** Reads {@link #toString()}; fails with {@link IllegalArgumentException}. */
        public static Place parse(String text) {
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
