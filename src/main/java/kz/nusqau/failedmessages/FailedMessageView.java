package kz.nusqau.failedmessages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A failed message as people see it: masked, without its payload.
 *
 * @param assignee who looks into it, null for nobody
 */
public record FailedMessageView(
        UUID id,
        Source source,
        String reference,
        State state,
        String causeGroup,
        String errorClass,
        String errorMessage,
        @Nullable String stackTrace,
        int attempts,
        int occurrences,
        String route,
        String queue,
        @Nullable UUID instruction,
        @Nullable UUID subscriber,
        @Nullable String assignee,
        Instant firstFailedAt,
        Instant lastFailedAt) {}
