package kz.nusqau.failedmessages;

import java.time.Instant;

/** Open failed messages that look alike. */
public record CauseGroupView(
        String causeGroup,
        Source source,
        String errorClass,
        String errorMessage,
        String route,
        long open,
        Instant firstFailedAt,
        Instant lastFailedAt) {}
