package kz.nusqau.catalogue;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version of a document that somebody made.
 *
 * @param digest of its text
 * @param shippedDigest of the shipped document when it was begun
 * @param restores the earlier version that it brings back; null for none
 * @param reason null until it is proposed
 * @param decidedBy who published it, sent it back or withdrew it last; null for nobody
 */
public record CatalogueVersion(
        CatalogueDocument document,
        int number,
        State state,
        String digest,
        String shippedDigest,
        @Nullable Integer restores,
        String draftedBy,
        Instant draftedAt,
        @Nullable String reason,
        @Nullable Instant proposedAt,
        @Nullable String decidedBy,
        @Nullable String decision,
        @Nullable Instant decidedAt) {

    /** Where a version stands. */
    public enum State {
        /** Its drafter works on it. */
        DRAFT,
        /** It waits for a second person. */
        PROPOSED,
        /** It holds, or held until the next one did. */
        PUBLISHED,
        WITHDRAWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isOpen() {
        return state == State.DRAFT || state == State.PROPOSED;
    }

    /** Nobody approves what they drafted; a login is the same however it is written. */
    public boolean isOf(String who) {
        return draftedBy.strip().equalsIgnoreCase(who.strip());
    }
}
