package kz.nusqau.mailbox;

import java.time.Instant;
import java.util.Set;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * A stored text on its way out.
 *
 * @param attempts made before this one
 * @param acceptedParts numbers from 1, of those that the SMSC has already; never sent again
 * @param expiresAt not sent later than this
 */
public record OutboundMessage(
        OutboundText text,
        Msisdn to,
        int attempts,
        Set<Integer> acceptedParts,
        @Nullable Instant expiresAt) {}
