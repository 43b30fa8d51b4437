package kz.nusqau.payment;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.RefusalReason;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings instructions to their end that wait for a person. Nothing is asked for anew or given up
 * while what was asked before may still have worked (I-2, I-3).
 */
@Component
final class Endings {

    private final PaymentBook book;
    private final Neighbours neighbours;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Endings(
            PaymentBook book,
            Neighbours neighbours,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.book = book;
        this.neighbours = neighbours;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Empty for what is no instruction that moves money. */
    Optional<EndingView> find(InstructionId id) {
        return Optional.ofNullable(book.store().find(List.of(id)).get(id)).map(this::view);
    }

    /**
     * What became of an act.
     *
     * @param done false when it was not possible, and then nothing changed
     */
    record Acted(boolean done, EndingView view) {}

    /** Empty for what is no instruction that moves money. */
    Optional<Acted> end(InstructionId id, Ending ending, String who, String reason) {
        return Objects.requireNonNull(
                transaction.execute(status -> endInTransaction(id, ending, who, reason)));
    }

    private Optional<Acted> endInTransaction(
            InstructionId id, Ending ending, String who, String reason) {
        var changes = book.lock(List.of(id));
        if (!changes.holds(id)) {
            return Optional.empty();
        }
        Payment before = changes.get(id);
        boolean done = isProvenWithoutEffect(before) && changes.on(id, event(before, ending));
        if (done) {
            keep(before, changes.get(id), ending, who, reason);
            book.write(changes);
        }
        return Optional.of(new Acted(done, view(changes.get(id))));
    }

    /** What billing holds no more can't be taken, however often it is asked for. */
    private SagaEvent event(Payment payment, Ending ending) {
        return ending == Ending.RETRY && payment.state() == PaymentState.OWED && isHoldGone(payment)
                ? new SagaEvent.RetriedWithoutHold()
                : ending.event();
    }

    /** As billing said when it was asked to take what it held last. */
    private boolean isHoldGone(Payment payment) {
        Integer heldAgain = payment.progress().heldAgain();
        int since = heldAgain == null ? 1 : heldAgain;
        return neighbours.commands(payment.id()).stream()
                .filter(command -> isOpen(payment, command) && command.key().generation() >= since)
                .flatMap(command -> command.outcome().stream())
                .anyMatch(
                        outcome ->
                                outcome instanceof CommandOutcome.Refused(var reason, var detail)
                                        && reason == RefusalReason.RESERVATION_EXPIRED);
    }

    private void keep(Payment before, Payment after, Ending ending, String who, String reason) {
        jdbc.update(
                "INSERT INTO payment.act (instruction_id, at, who, act, reason, before, after)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                before.id().value(),
                Timestamp.from(clock.instant()),
                who,
                ending.word(),
                reason,
                EndingView.word(before.state()),
                EndingView.word(after.state()));
        neighbours.record(
                List.of(
                        new TimelineEntry(
                                before.id(),
                                before.subscriber(),
                                clock.instant(),
                                "payment.act." + ending.word(),
                                "by " + who + ": " + reason)));
    }

    private EndingView view(Payment payment) {
        return EndingView.of(payment, isProvenWithoutEffect(payment), acts(payment.id()));
    }

    /** Every command for the step that a person would have asked for again, or given up. */
    private boolean isProvenWithoutEffect(Payment payment) {
        return neighbours.commands(payment.id()).stream()
                .filter(command -> isOpen(payment, command))
                .allMatch(Endings::hadNoEffect);
    }

    private static boolean isOpen(Payment payment, CommandView command) {
        Optional<Step> step = Step.of(command.key().step());
        return payment.state() == PaymentState.OWED
                ? step.filter(it -> it == Step.CHARGE || it == Step.COLLECT).isPresent()
                : step.equals(Step.awaitedIn(payment.state()));
    }

    private static boolean hadNoEffect(CommandView command) {
        return command.contradiction().isEmpty()
                && command.outcome()
                        .filter(
                                outcome ->
                                        outcome instanceof CommandOutcome.Refused
                                                || outcome instanceof CommandOutcome.NotSent)
                        .isPresent();
    }

    private List<ActView> acts(InstructionId id) {
        return jdbc.query(
                "SELECT at, who, act, reason, before, after FROM payment.act"
                        + " WHERE instruction_id = ? ORDER BY id",
                (row, n) ->
                        new ActView(
                                row.getTimestamp("at").toInstant(),
                                row.getString("who"),
                                row.getString("act"),
                                row.getString("reason"),
                                row.getString("before"),
                                row.getString("after")),
                id.value());
    }
}
