package kz.nusqau.partner;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a partner stands.
 *
 * @param suspension null while it is served
 * @param blockedSince when the broker began to take no more of our messages for it; null while it
 *     does. As this node sees it
 * @param waiting messages for it that the broker doesn't have yet
 */
public record PartnerStandingView(
        String id,
        String name,
        @Nullable Suspension suspension,
        @Nullable Instant blockedSince,
        long waiting) {

    /** Why and since when it is not served. */
    public record Suspension(Instant since, String who, String reason) {}
}
