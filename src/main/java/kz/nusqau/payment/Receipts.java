package kz.nusqau.payment;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.payment.PaymentReceipt.Standing;
import kz.nusqau.shared.SubscriberId;
import org.springframework.stereotype.Component;

/** Tells payers how their payments stand. Reads only. */
@Component
final class Receipts {

    private final PaymentBook book;
    private final Neighbours neighbours;

    Receipts(PaymentBook book, Neighbours neighbours) {
        this.book = book;
        this.neighbours = neighbours;
    }

    Map<SubscriberId, PaymentReceipt> of(Map<SubscriberId, Optional<String>> asked) {
        Map<SubscriberId, PaymentReceipt> receipts = new HashMap<>();
        book.search()
                .find(asked)
                .forEach(
                        (payer, found) ->
                                receipt(found).ifPresent(told -> receipts.put(payer, told)));
        return receipts;
    }

    private Optional<PaymentReceipt> receipt(PaymentSearch.Found found) {
        Payment payment = found.payment();
        Instant confirmedAt = payment.progress().confirmedAt();
        if (confirmedAt == null) {
            return Optional.empty();
        }
        Standing standing = standing(found);
        return Optional.of(
                new PaymentReceipt(
                        payment.id(),
                        payment.progress().paymentNumber(),
                        payment.kind(),
                        payment.terms().provider(),
                        payment.terms().payee().tail(),
                        payment.terms().amount(),
                        payment.terms().fee(),
                        payment.state(),
                        standing,
                        payment.bank()
                                .filter(bank -> standing == Standing.SCHEDULED)
                                .map(
                                        bank ->
                                                neighbours
                                                        .operationalDay(bank)
                                                        .valueDate(confirmedAt)),
                        confirmedAt));
    }

    private static Standing standing(PaymentSearch.Found found) {
        Payment payment = found.payment();
        Plan plan = payment.kind().plan();
        return switch (payment.state()) {
            case REFUSED, EXPIRED, CANCELLED, SUPERSEDED, PROPOSED -> Standing.NOT_MADE;
            case REVERSED -> Standing.STOPPED;
            case SETTLED, WRITTEN_OFF, OWED -> done(found);
            default -> plan.isPastPivot(payment.state()) ? done(found) : underWay(payment);
        };
    }

    /** Whatever the operator still has to get is not the payer's concern. */
    private static Standing done(PaymentSearch.Found found) {
        return found.reversal()
                .map(
                        reversal ->
                                reversal == PaymentState.SETTLED
                                        ? Standing.TAKEN_BACK
                                        : Standing.GOING_BACK)
                .orElse(Standing.DONE);
    }

    private static Standing underWay(Payment payment) {
        boolean givenUp =
                Step.awaitedIn(payment.state())
                        .filter(payment.kind().plan()::takesBack)
                        .isPresent();
        if (payment.state().kind() == PaymentState.Kind.REVIEW) {
            return Standing.UNDER_REVIEW;
        }
        if (givenUp) {
            return Standing.STOPPING;
        }
        if (payment.isRecalled()) {
            return Standing.RECALLED;
        }
        return payment.state().kind() == PaymentState.Kind.SCHEDULED
                ? Standing.SCHEDULED
                : Standing.ON_ITS_WAY;
    }
}
