package kz.nusqau.mailbox;

import java.time.Instant;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param kind lower-case words joined by dots: {@code text.received}
 * @param detail for support staff; no personal data
 */
public record TimelineEntry(
        @Nullable InstructionId instruction,
        SubscriberId subscriber,
        Instant at,
        String kind,
        String detail) {}
