package kz.nusqau.mailbox;

import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * The SMSC had a code and says that the phone never got it. Published inside a transaction, once
 * for each receipt that says so.
 */
public record OutboundTextUndelivered(
        UUID message, SubscriberId to, @Nullable InstructionId instruction) {}
