package kz.nusqau.failedmessages;

import java.time.Instant;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandState;
import kz.nusqau.counterparty.CommandView;
import org.jspecify.annotations.Nullable;

/** A command as the desk shows it; without references, which only the receipt's owner may see. */
public record CommandSummary(
        String key,
        String counterparty,
        String operation,
        String standing,
        int attempts,
        int inquiries,
        String detail,
        Instant createdAt,
        Instant deadline,
        @Nullable Instant sentAt,
        @Nullable Instant answeredAt,
        @Nullable Instant nextInquiryAt) {

    static CommandSummary of(CommandView view) {
        return new CommandSummary(
                view.key().toString(),
                view.counterparty(),
                view.operation(),
                standing(view),
                view.attempts(),
                view.inquiries(),
                Masking.message(view.contradiction().orElseGet(() -> detail(view))),
                view.createdAt(),
                view.deadline(),
                view.sentAt(),
                view.answeredAt(),
                view.nextInquiryAt());
    }

    /** One word for where it stands. */
    private static String standing(CommandView view) {
        if (view.contradiction().isPresent()) {
            return "contradicted";
        }
        if (view.parked()) {
            return "parked";
        }
        if (view.state() == CommandState.SENDING || view.state() == CommandState.QUEUED) {
            return view.state().name().toLowerCase(java.util.Locale.ROOT);
        }
        return view.outcome().map(CommandOutcome::name).orElse("unknown");
    }

    private static String detail(CommandView view) {
        return view.outcome()
                .map(
                        outcome ->
                                switch (outcome) {
                                    case CommandOutcome.Accepted a -> "";
                                    case CommandOutcome.Refused(var reason, var detail) ->
                                            reason + " " + detail;
                                    case CommandOutcome.NotSent(var why) -> why;
                                    case CommandOutcome.Unknown(var detail) -> detail;
                                    case CommandOutcome.Stuck(var detail) -> detail;
                                })
                .orElse("");
    }
}
