package kz.nusqau.payment;

import java.util.List;
import kz.nusqau.counterparty.CommandAnswer;
import kz.nusqau.counterparty.CommandListener;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.shared.InstructionId;
import org.springframework.stereotype.Component;

/** Moves payments on by what counterparties answered. */
@Component
final class Outcomes implements CommandListener {

    private final PaymentBook book;
    private final PaymentMetrics metrics;

    Outcomes(PaymentBook book, PaymentMetrics metrics) {
        this.book = book;
        this.metrics = metrics;
    }

    @Override
    public void answered(List<CommandAnswer> all) {
        // What came of a recall shows in what came of the order that it recalls.
        List<CommandAnswer> answers =
                all.stream()
                        .filter(answer -> !answer.key().step().equals(PaymentChanges.RECALL))
                        .toList();
        List<InstructionId> ids =
                answers.stream().map(answer -> answer.key().instruction()).distinct().toList();
        var changes = book.lock(ids);
        int unknown = 0;
        for (CommandAnswer answer : answers) {
            if (answer.outcome() instanceof CommandOutcome.Unknown) {
                unknown++;
            }
            changes.on(answer.key().instruction(), event(answer));
        }
        metrics.unknown(unknown);
        book.write(changes);
    }

    private static SagaEvent event(CommandAnswer answer) {
        Step step =
                Step.of(answer.key().step())
                        .orElseThrow(
                                () -> new IllegalStateException("no such step: " + answer.key()));
        return new SagaEvent.Answered(step, answer.key().generation(), answer.outcome());
    }
}
