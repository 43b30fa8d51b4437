package kz.nusqau.payment;

import java.time.Instant;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it came.
 *
 * @param receivedAt by the database's clock
 * @param to what is answered, where the channel knows; null: what was asked last
 * @param partner at which it was typed in; null where the phone sent it
 */
public record Confirmation(
        SubscriberId subscriber,
        Answer answer,
        Instant receivedAt,
        @Nullable InstructionId to,
        @Nullable String partner) {

    public Confirmation(SubscriberId subscriber, Answer answer, Instant receivedAt) {
        this(subscriber, answer, receivedAt, null);
    }

    public Confirmation(
            SubscriberId subscriber,
            Answer answer,
            Instant receivedAt,
            @Nullable InstructionId to) {
        this(subscriber, answer, receivedAt, to, null);
    }

    boolean mayAnswer(InstructionId asked) {
        return to == null || to.equals(asked);
    }
}
