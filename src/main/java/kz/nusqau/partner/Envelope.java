package kz.nusqau.partner;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a message besides what it asks for.
 *
 * @param partner by the broker's word, never the body's
 * @param place in its batch
 * @param correlation that its reply carries
 * @param type and
 * @param requestId as they stand in the body, null where they can't be read
 * @param expired it came too late; only what was answered before is answered
 * @param deliveries how often the broker handed it out, this time included
 */
record Envelope(
        String partner,
        int place,
        String correlation,
        @Nullable String type,
        @Nullable String requestId,
        boolean expired,
        int deliveries) {

    Envelope reading(@Nullable String bodyType, @Nullable String bodyRequestId) {
        return new Envelope(
                partner, place, correlation, bodyType, bodyRequestId, expired, deliveries);
    }

    Envelope correlated(String by) {
        return new Envelope(partner, place, by, type, requestId, expired, deliveries);
    }
}
