package kz.nusqau.payment;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.mailbox.InstructionsResolved;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.subscriber.LimitCounters;
import kz.nusqau.subscriber.PersonalData;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes payments out for a change and writes what became of them, in the caller's transaction. */
@Component
final class PaymentBook {

    private final PaymentStore store;
    private final PayeeStore payees;
    private final PaymentSearch search;
    private final LimitCounters limits;
    private final Ledger ledger;
    private final Neighbours neighbours;
    private final PaymentProperties properties;
    private final PaymentMetrics metrics;
    private final Clock clock;

    PaymentBook(
            JdbcTemplate jdbc,
            PersonalData personalData,
            LimitCounters limits,
            Ledger ledger,
            Neighbours neighbours,
            PaymentProperties properties,
            PaymentMetrics metrics,
            Clock clock) {
        this.store = new PaymentStore(jdbc, personalData);
        this.payees = new PayeeStore(jdbc);
        this.search = new PaymentSearch(jdbc, store);
        this.limits = limits;
        this.ledger = ledger;
        this.neighbours = neighbours;
        this.properties = properties;
        this.metrics = metrics;
        this.clock = clock;
    }

    PaymentStore store() {
        return store;
    }

    PayeeStore payees() {
        return payees;
    }

    PaymentSearch search() {
        return search;
    }

    /** By which billing took the money for it, if it did. */
    Optional<CommandKey> chargeOf(InstructionId id) {
        return neighbours.commands(id).stream()
                .filter(command -> isCharge(command.key()))
                .filter(
                        command ->
                                command.outcome()
                                        .filter(CommandOutcome.Accepted.class::isInstance)
                                        .isPresent())
                .map(CommandView::key)
                .findFirst();
    }

    private static boolean isCharge(CommandKey key) {
        return key.step().equals(Step.CHARGE.key()) || key.step().equals(Step.COLLECT.key());
    }

    /** Locks the payments until the transaction ends; what is no payment is left out. */
    PaymentChanges lock(Collection<InstructionId> ids) {
        return changes(store.lock(ids));
    }

    /** Locks those that take too long. */
    PaymentChanges lockOverdue() {
        var overdue = store.lockOverdue(clock.instant(), properties.sweepLimit());
        var byId = new java.util.LinkedHashMap<InstructionId, Payment>();
        overdue.forEach(payment -> byId.put(payment.id(), payment));
        return changes(byId);
    }

    /**
     * Writes the changes. The books come last: their accounts are what transactions wait for each
     * other at.
     *
     * @param more news that follow from no transition
     */
    void write(PaymentChanges changes, List<PaymentNews> more) {
        store.update(changes.changed());
        payees.number(changes.numbered());
        payees.remember(changes.paid());
        limits.giveBack(changes.givenUp());
        neighbours.request(changes.commands());
        neighbours.record(changes.timeline());
        publish(changes.news());
        publish(more);
        if (!changes.forPartners().isEmpty()) {
            neighbours.publish(new PartnerPaymentsChanged(changes.forPartners()));
        }
        changes.reviews().forEach(neighbours::publish);
        if (!changes.resolved().isEmpty()) {
            neighbours.publish(new InstructionsResolved(changes.resolved()));
        }
        metrics.count(changes, clock.instant());
        ledger.apply(changes.transfers());
    }

    /** What happened to payments and changed nothing of them. */
    void note(List<TimelineEntry> entries) {
        if (!entries.isEmpty()) {
            neighbours.record(entries);
        }
    }

    void write(PaymentChanges changes) {
        write(changes, List.of());
    }

    private void publish(List<PaymentNews> all) {
        List<PaymentNews> news = all.stream().filter(PaymentNews::isForPhone).toList();
        if (!news.isEmpty()) {
            neighbours.publish(new PaymentsChanged(news));
        }
    }

    private PaymentChanges changes(Map<InstructionId, Payment> locked) {
        return new PaymentChanges(
                locked, new Operations(properties, neighbours), properties, clock.instant());
    }
}
