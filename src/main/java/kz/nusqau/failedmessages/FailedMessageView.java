package kz.nusqau.failedmessages;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A failed message as people see it: masked, without its payload.
 *
 * @param assignee who looks into it, null for nobody
 * @param supersedes the message of which it is an edited version, null for what came as it is
 * @param supersededBy the edited version that is there instead, null for none
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
        @Nullable UUID supersedes,
        @Nullable UUID supersededBy,
        Instant firstFailedAt,
        Instant lastFailedAt) {}
