package kz.nusqau.failedmessages;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.CommandsNeedReview;
import kz.nusqau.counterparty.CommandsResolved;
import kz.nusqau.mailbox.InboxEntryFailed;
import kz.nusqau.mailbox.InstructionNeedsReview;
import kz.nusqau.mailbox.InstructionsResolved;
import kz.nusqau.shared.TimeOrderedId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes what the other modules say has failed. Their events come inside their transactions, so a
 * failure is kept when and only when it was recorded.
 */
@Component
class Arrivals {

    private final FailedMessages desk;

    Arrivals(FailedMessages desk) {
        this.desk = desk;
    }

    @EventListener
    void on(CommandsNeedReview event) {
        for (var review : event.reviews()) {
            String word = review.cause().name().toLowerCase(Locale.ROOT);
            desk.keep(
                    new Failure(
                            Source.COMMAND,
                            review.key().toString(),
                            told(),
                            review.key().instruction(),
                            review.subscriber(),
                            "command." + review.operation() + "." + word.replace('_', '-'),
                            review.detail(),
                            null,
                            review.attempts(),
                            "counterparty-" + review.counterparty(),
                            "counterparty." + review.counterparty(),
                            null));
        }
    }

    @EventListener
    void on(CommandsResolved event) {
        desk.resolve(
                Source.COMMAND,
                event.outcomes().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.getKey().toString(), Map.Entry::getValue)));
    }

    @EventListener
    void on(InboxEntryFailed event) {
        var entry = event.entry();
        desk.keep(
                new Failure(
                        Source.INBOX,
                        Long.toString(entry.id()),
                        told(),
                        null,
                        entry.subscriber(),
                        event.errorClass(),
                        event.error(),
                        null,
                        event.attempts(),
                        "inbox",
                        entry.link(),
                        null));
    }

    @EventListener
    void on(InstructionNeedsReview event) {
        desk.keep(
                new Failure(
                        Source.REVIEW,
                        event.instruction() + "/" + event.cause(),
                        told(),
                        event.instruction(),
                        event.subscriber(),
                        event.cause(),
                        event.detail(),
                        null,
                        1,
                        "payment",
                        "",
                        null));
    }

    @EventListener
    void on(InstructionsResolved event) {
        desk.resolveReviews(event.outcomes());
    }

    // An event inside a transaction is told once: each is a delivery of its own.
    private static String told() {
        return TimeOrderedId.next().toString();
    }
}
