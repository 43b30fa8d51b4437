package kz.nusqau.mailbox;

import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * A text was refused for good or could not be sent in time. Published inside the transaction that
 * records it.
 */
public record OutboundTextFailed(
        UUID message,
        SubscriberId to,
        Priority priority,
        @Nullable InstructionId instruction,
        String reason) {}
