package kz.nusqau.mailbox;

import java.time.Duration;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * A text to a subscriber, in clear only until it is stored.
 *
 * @param link by which it leaves
 * @param sender short code or alphanumeric name it comes from
 * @param validity not sent, and not delivered by the SMSC, later than this
 */
public record OutboundText(
        UUID id,
        SubscriberId to,
        String link,
        String sender,
        String text,
        Priority priority,
        @Nullable Duration validity,
        @Nullable InstructionId instruction) {

    @Override
    public String toString() {
        return "OutboundText[%s to %s]".formatted(id, to);
    }
}
