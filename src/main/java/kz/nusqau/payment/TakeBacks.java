package kz.nusqau.payment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.payment.Payment.Origin;
import kz.nusqau.payment.Payment.Progress;
import kz.nusqau.payment.Payment.Terms;
import kz.nusqau.payment.TakeBack.Wish;
import kz.nusqau.payment.TakeBackResult.About;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Undoes what subscribers want undone: stops what is under way, offers to take an erroneous top-up
 * back, and gives to a person what nobody can take back by itself.
 *
 * <p>Commands are locked before payments, as by those who record their outcomes.
 */
@Component
final class TakeBacks {

    private final PaymentBook book;
    private final Proposals proposals;
    private final Neighbours neighbours;
    private final PersonalData personalData;
    private final PaymentProperties properties;
    private final Clock clock;

    TakeBacks(
            PaymentBook book,
            Proposals proposals,
            Neighbours neighbours,
            PersonalData personalData,
            PaymentProperties properties,
            Clock clock) {
        this.book = book;
        this.proposals = proposals;
        this.neighbours = neighbours;
        this.personalData = personalData;
        this.properties = properties;
        this.clock = clock;
    }

    List<TakeBackResult> takeBack(List<TakeBack> wanted) {
        var meant = meant(wanted);
        Set<CommandKey> unsent = cancelled(meant.values());
        var changes = book.lock(new LinkedHashSet<>(meant.values()));
        Map<SubscriberId, TakeBackResult> results = new HashMap<>();
        Map<Payment, TakeBack> reversals = new LinkedHashMap<>();
        for (TakeBack each : wanted) {
            InstructionId id = meant.get(each.subscriber());
            TakeBackResult result = id == null ? null : stopped(id, each, unsent, changes);
            if (id != null && result == null) {
                reversals.put(reversal(changes.get(id), each), each);
            } else {
                results.put(
                        each.subscriber(), result == null ? new TakeBackResult.NotFound() : result);
            }
        }
        book.write(changes);
        results.putAll(offered(reversals, changes));
        return wanted.stream().map(each -> known(results.get(each.subscriber()))).toList();
    }

    private Map<SubscriberId, InstructionId> meant(List<TakeBack> wanted) {
        return book.search()
                .meant(
                        wanted.stream()
                                .collect(Collectors.toMap(TakeBack::subscriber, TakeBack::number)));
    }

    /** Commands that lead to a pivot and have not left: now they never will. */
    private Set<CommandKey> cancelled(Collection<InstructionId> ids) {
        var keys = new ArrayList<CommandKey>();
        for (Payment payment : book.store().find(ids).values()) {
            underWay(payment).ifPresent(step -> keys.add(payment.key(step, payment.generation())));
        }
        return keys.isEmpty() ? Set.of() : neighbours.cancel(keys);
    }

    private static Optional<Step> underWay(Payment payment) {
        return Step.awaitedIn(payment.state()).filter(payment.kind().plan()::isBeforePivot);
    }

    /** Null for what a reversal is to be offered for. */
    private @Nullable TakeBackResult stopped(
            InstructionId id, TakeBack wanted, Set<CommandKey> unsent, PaymentChanges changes) {
        Payment payment = changes.get(id);
        var about = about(payment);
        Optional<Step> step = underWay(payment);
        if (step.isPresent()) {
            return stop(payment, step.get(), unsent, changes);
        }
        if (Step.awaitedIn(payment.state()).filter(payment.kind().plan()::takesBack).isPresent()) {
            return new TakeBackResult.Stopping(about);
        }
        return switch (payment.state()) {
            case REFUSED, REVERSED, EXPIRED, CANCELLED, SUPERSEDED ->
                    new TakeBackResult.NotMade(about);
            default ->
                    wanted.wish() == Wish.RECALL
                            ? new TakeBackResult.Executed(about)
                            : executed(payment, about, changes);
        };
    }

    private static TakeBackResult stop(
            Payment payment, Step step, Set<CommandKey> unsent, PaymentChanges changes) {
        InstructionId id = payment.id();
        if (unsent.contains(payment.key(step, payment.generation()))) {
            changes.on(id, new SagaEvent.Recalled());
            Payment after = changes.get(id);
            return after.state().kind() == PaymentState.Kind.ENDED
                    ? new TakeBackResult.Stopped(id)
                    : new TakeBackResult.Stopping(about(after));
        }
        if (changes.recallAtBank(id, step)) {
            return new TakeBackResult.AskedTheBank(about(payment));
        }
        boolean pivot =
                payment.kind().plan().stages().stream()
                        .anyMatch(it -> it instanceof Stage.Pivot && it.step() == step);
        if (pivot) {
            return new TakeBackResult.Executing(about(payment));
        }
        changes.recall(id);
        return new TakeBackResult.Stopping(about(payment));
    }

    /** Null for what a reversal is to be offered for. */
    private @Nullable TakeBackResult executed(
            Payment payment, About about, PaymentChanges changes) {
        Optional<PaymentState> before = book.store().reversalOf(payment.id());
        if (before.isPresent()) {
            return before.get() == PaymentState.SETTLED
                    ? new TakeBackResult.AlreadyReversed(about)
                    : new TakeBackResult.Reversing(about);
        }
        if (payment.kind() == PaymentKind.TOP_UP && payment.state() == PaymentState.CHARGING) {
            return new TakeBackResult.Executing(about);
        }
        if (isReversible(payment)) {
            return null;
        }
        changes.askForReversal(payment.id());
        return new TakeBackResult.AskedAPerson(about);
    }

    /** What was paid on is with somebody else, whom only a person can ask. */
    private boolean isReversible(Payment payment) {
        var confirmedAt = payment.progress().confirmedAt();
        return payment.kind() == PaymentKind.TOP_UP
                && payment.state() == PaymentState.SETTLED
                && confirmedAt != null
                && confirmedAt.plus(properties.reversibleFor()).isAfter(clock.instant());
    }

    private Payment reversal(Payment payment, TakeBack wanted) {
        Money fee = payment.terms().fee();
        var advance =
                new Payee.Advance(
                        payment.key(Step.TOP_UP, 1),
                        known(payment.progress().topUpReference()),
                        book.chargeOf(payment.id())
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "settled without a charge: "
                                                                + payment.id())),
                        known(payment.progress().paymentNumber()),
                        fee);
        return new Payment(
                InstructionId.next(),
                payment.subscriber(),
                PaymentKind.REVERSAL,
                new Terms(
                        advance,
                        personalData.blindIndex("payee", "reversal of " + payment.id()),
                        payment.terms().total(),
                        new Money(0, fee.currency()),
                        payment.system()),
                new Origin(
                        wanted.link(),
                        wanted.shortCode(),
                        wanted.language(),
                        payment.origin().brand(),
                        wanted.receivedAt()),
                PaymentState.PROPOSED,
                1,
                Progress.NONE);
    }

    private Map<SubscriberId, TakeBackResult> offered(
            Map<Payment, TakeBack> reversals, PaymentChanges changes) {
        Map<SubscriberId, TakeBackResult> results = new HashMap<>();
        if (reversals.isEmpty()) {
            return results;
        }
        Map<InstructionId, UUID> prompts = new HashMap<>();
        reversals.forEach((payment, wanted) -> prompts.put(payment.id(), wanted.promptMessage()));
        var offers = proposals.offerJudged(List.copyOf(reversals.keySet()), prompts);
        for (Payment payment : reversals.keySet()) {
            var reversed = ((Payee.Advance) payment.terms().payee()).topUp().instruction();
            results.put(
                    payment.subscriber(),
                    new TakeBackResult.Offered(
                            about(changes.get(reversed)),
                            (ProposalResult.Offered) known(offers.get(payment.id()))));
        }
        return results;
    }

    private static About about(Payment payment) {
        String number = payment.progress().paymentNumber();
        return new About(
                payment.id(),
                payment.kind(),
                number == null ? "" : number,
                payment.terms().provider(),
                payment.terms().payee().tail(),
                payment.terms().amount());
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("nothing is known of a wish to take back");
        }
        return value;
    }
}
