package kz.nusqau.counterparty;

import java.time.Instant;
import java.util.Optional;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * A command as people see it. Holds no personal data.
 *
 * @param operation what was asked for: {@code reserve}
 * @param parked redelivery was exhausted; waits for a person
 * @param attempts how often sending began
 * @param inquiries how often the status was asked for
 * @param contradiction a later answer that said otherwise than the recorded one
 * @param outcome the last thing known
 */
public record CommandView(
        CommandKey key,
        String counterparty,
        SubscriberId subscriber,
        String operation,
        CommandState state,
        boolean parked,
        int attempts,
        int inquiries,
        Instant createdAt,
        Instant deadline,
        @Nullable Instant sentAt,
        @Nullable Instant answeredAt,
        @Nullable Instant nextInquiryAt,
        Optional<String> contradiction,
        Optional<CommandOutcome> outcome) {

    /** The same with what is known last. */
    public CommandView with(CommandOutcome last) {
        return new CommandView(
                key,
                counterparty,
                subscriber,
                operation,
                state,
                parked,
                attempts,
                inquiries,
                createdAt,
                deadline,
                sentAt,
                answeredAt,
                nextInquiryAt,
                contradiction,
                Optional.of(last));
    }
}
