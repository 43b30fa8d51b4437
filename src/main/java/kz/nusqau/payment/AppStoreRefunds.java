package kz.nusqau.payment;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import kz.nusqau.counterparty.BankNotice;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.mailbox.TimelineEntry;
import kz.nusqau.payment.Payment.Origin;
import kz.nusqau.payment.Payment.Progress;
import kz.nusqau.payment.Payment.Terms;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the app store gives back comes in at the bank, named after the purchase, and goes on to the
 * main balance from which it was paid; of a purchase as often as the store gives back a part. What
 * names no purchase that was charged is left to a person, once and for all.
 */
@Component
final class AppStoreRefunds {

    private static final Pattern NOT_PLAIN = Pattern.compile("[^\\x21-\\x7E]|\\\\");

    private final PaymentBook book;
    private final Neighbours neighbours;
    private final PaymentProperties properties;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AppStoreRefunds(
            PaymentBook book,
            Neighbours neighbours,
            PaymentProperties properties,
            TransactionTemplate transaction,
            Clock clock) {
        this.book = book;
        this.neighbours = neighbours;
        this.properties = properties;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Begins a refund of each credit that the bank has told of since. */
    void take() {
        String bank = properties.appStore().bank();
        if (!bank.isEmpty()) {
            transaction.executeWithoutResult(
                    status -> take(neighbours.lockReturned(bank, properties.sweepLimit())));
        }
    }

    private void take(List<BankNotice> notices) {
        List<InstructionId> instructions =
                notices.stream().flatMap(notice -> purchase(notice).stream()).distinct().toList();
        Map<InstructionId, Payment> purchases = book.store().find(instructions);
        Map<BankNotice, Payment> refunds = new LinkedHashMap<>();
        var left = new ArrayList<BankNotice>();
        var timeline = new ArrayList<TimelineEntry>();
        for (BankNotice notice : notices) {
            Optional<Payment> named = purchase(notice).map(purchases::get);
            if (named.filter(AppStoreRefunds::isUnderWay).isPresent()) {
                continue;
            }
            Optional<Payment> refund = named.flatMap(purchase -> refund(purchase, notice));
            if (refund.isPresent()) {
                refunds.put(notice, refund.get());
                timeline.add(note(named.get(), refund.get()));
            } else {
                left.add(notice);
                named.ifPresent(payment -> timeline.add(leftNote(payment, notice)));
            }
        }
        if (!refunds.isEmpty()) {
            begin(refunds);
        }
        neighbours.left(left);
        neighbours.record(timeline);
    }

    private static Optional<InstructionId> purchase(BankNotice notice) {
        return notice.instruction().map(InstructionId::new);
    }

    /** What becomes of it is known later. */
    private static boolean isUnderWay(Payment payment) {
        return payment.kind() == PaymentKind.APP_STORE
                && payment.state().kind() != PaymentState.Kind.ENDED;
    }

    private Optional<Payment> refund(Payment purchase, BankNotice notice) {
        return isRefundable(purchase, notice)
                ? book.chargeOf(purchase.id()).map(charge -> refund(purchase, charge, notice))
                : Optional.empty();
    }

    private static boolean isRefundable(Payment purchase, BankNotice notice) {
        return purchase.kind() == PaymentKind.APP_STORE
                && purchase.state() == PaymentState.SETTLED
                && notice.amount().currency().equals(purchase.terms().amount().currency())
                && !notice.amount().isZero();
    }

    private Payment refund(Payment purchase, CommandKey charge, BankNotice notice) {
        var payee =
                new Payee.Purchase(
                        Objects.requireNonNull(purchase.progress().paymentNumber()),
                        charge,
                        purchase.id() + "/" + plain(notice.endToEnd()));
        return new Payment(
                InstructionId.next(),
                purchase.subscriber(),
                PaymentKind.APP_STORE_REFUND,
                new Terms(
                        payee,
                        purchase.terms().payeeIndex(),
                        notice.amount(),
                        new Money(0, notice.amount().currency()),
                        notice.bank()),
                new Origin(
                        purchase.origin().link(),
                        purchase.origin().shortCode(),
                        purchase.origin().language(),
                        purchase.origin().brand(),
                        clock.instant()),
                PaymentState.RECEIVING,
                1,
                Progress.NONE);
    }

    /** What strangers write may hold anything; the end-of-day file is read in the same way. */
    private static String plain(String text) {
        return NOT_PLAIN.matcher(text).replaceAll("_");
    }

    private TimelineEntry note(Payment purchase, Payment refund) {
        return new TimelineEntry(
                purchase.id(),
                purchase.subscriber(),
                clock.instant(),
                "payment.returned",
                "%s by the app store; refund %s".formatted(refund.terms().amount(), refund.id()));
    }

    private TimelineEntry leftNote(Payment payment, BankNotice notice) {
        return new TimelineEntry(
                payment.id(),
                payment.subscriber(),
                clock.instant(),
                "payment.credit-unexplained",
                "%s at %s; for a person".formatted(notice.amount(), notice.bank()));
    }

    private void begin(Map<BankNotice, Payment> refunds) {
        book.store().insert(List.copyOf(refunds.values()));
        var changes = book.lock(refunds.values().stream().map(Payment::id).toList());
        refunds.forEach(
                (notice, refund) ->
                        changes.on(
                                refund.id(),
                                new SagaEvent.Answered(
                                        Step.RECEIVE,
                                        1,
                                        new CommandOutcome.Accepted(
                                                notice.entryReference(), Map.of()))));
        book.write(changes);
        neighbours.matched(List.copyOf(refunds.keySet()));
    }
}
