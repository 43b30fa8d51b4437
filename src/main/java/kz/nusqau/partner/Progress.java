package kz.nusqau.partner;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kz.nusqau.mailbox.OutboundState;
import org.jspecify.annotations.Nullable;

/**
 * What became of a recipient, by how far its text got.
 *
 * @param at since when; null where nobody said
 */
record Progress(RecipientStatus status, @Nullable Instant at) {

    private static final String EXPIRED = "expired";
    private static final String WITHDRAWN = "withdrawn";

    /** What a link had when its texts were withdrawn has left by then. */
    private static final Duration LAST_TO_LEAVE = Duration.ofMinutes(2);

    /**
     * As of now.
     *
     * @param state null where the text is kept no longer
     * @param cancelledAt of the sending
     */
    static Progress of(@Nullable OutboundState state, Optional<Instant> cancelledAt, Instant now) {
        return switch (state) {
            case null -> new Progress(RecipientStatus.UNREPORTED, null);
            case OutboundState.Queued() -> new Progress(RecipientStatus.ACCEPTED, null);
            case OutboundState.Submitted(var at) -> new Progress(RecipientStatus.SENT, at);
            case OutboundState.Delivered(var submittedAt, var at) ->
                    new Progress(RecipientStatus.DELIVERED, at);
            case OutboundState.Unreported(var submittedAt) ->
                    new Progress(RecipientStatus.UNREPORTED, null);
            case OutboundState.Failed(var reason) ->
                    new Progress(failed(reason, cancelledAt, now), null);
        };
    }

    private static RecipientStatus failed(
            String reason, Optional<Instant> cancelledAt, Instant now) {
        if (reason.equals(WITHDRAWN)) {
            Instant gone = cancelledAt.orElse(Instant.EPOCH).plus(LAST_TO_LEAVE);
            return now.isBefore(gone) ? RecipientStatus.ACCEPTED : RecipientStatus.CANCELLED;
        }
        return reason.startsWith(EXPIRED) ? RecipientStatus.EXPIRED : RecipientStatus.UNDELIVERABLE;
    }
}
