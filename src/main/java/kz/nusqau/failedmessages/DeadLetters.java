package kz.nusqau.failedmessages;

import java.util.Map;
import java.util.Set;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.counterparty.Commands;
import kz.nusqau.shared.RouteStep;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes dead letters off their queue and keeps them; committed before they are acknowledged. */
@RouteStep("deadLetters")
public class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final FailedMessages desk;
    private final Commands commands;
    private final TransactionTemplate transaction;

    DeadLetters(FailedMessages desk, Commands commands, TransactionTemplate transaction) {
        this.desk = desk;
        this.commands = commands;
        this.transaction = transaction;
    }

    /** The route's step; throws when the database fails, then the letter stays in its queue. */
    public void keep(@Body String body, @Headers Map<String, Object> headers) {
        var letter = new Letter(body, headers);
        transaction.executeWithoutResult(status -> keep(letter));
    }

    private void keep(Letter letter) {
        if (letter.queue().startsWith("counterparty.")) {
            try {
                keepCommand(CommandKey.parse(letter.body()), letter);
                return;
            } catch (IllegalArgumentException e) {
                LOG.info("a dead letter of {} names no command", letter.queue());
            }
        }
        desk.keep(
                new Failure(
                        Source.QUEUE,
                        Masking.digest(letter.queue() + "\n" + letter.body()),
                        letter.delivery(),
                        null,
                        null,
                        "dead.letter",
                        letter.cause(),
                        null,
                        letter.attempts(),
                        letter.route(),
                        letter.queue(),
                        letter.body()));
    }

    private void keepCommand(CommandKey key, Letter letter) {
        Set<CommandKey> parked = commands.park(Set.of(key));
        var row =
                commands.of(key.instruction()).stream()
                        .filter(view -> view.key().equals(key))
                        .findFirst();
        if (row.isPresent() && parked.isEmpty()) {
            // Answered, cancelled or being inquired about: its row looks after it.
            LOG.info("dead letter of {} is nothing to do: {}", key, row.get().state());
            return;
        }
        desk.keep(
                new Failure(
                        Source.COMMAND,
                        key.toString(),
                        letter.delivery(),
                        key.instruction(),
                        row.map(CommandView::subscriber).orElse(null),
                        row.isPresent() ? "command.redelivery-exhausted" : "command.without-row",
                        letter.cause(),
                        null,
                        letter.attempts(),
                        letter.route(),
                        letter.queue(),
                        null));
    }
}
