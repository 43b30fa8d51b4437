package kz.nusqau.payment;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kz.nusqau.payment.PaymentReceipt.Standing;
import kz.nusqau.shared.InstructionId;
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

    /** Of the payment with that number, if it is the payer's. */
    Optional<PaymentReceipt> byNumber(SubscriberId payer, String number) {
        return book.payees()
                .byNumber(payer, number.toUpperCase(Locale.ROOT))
                .flatMap(this::receipt);
    }

    /** Of the last that the payer confirmed. */
    Optional<PaymentReceipt> last(SubscriberId payer) {
        return book.store().newestConfirmed(payer).flatMap(this::receipt);
    }

    private Optional<PaymentReceipt> receipt(InstructionId id) {
        return Optional.ofNullable(book.store().find(List.of(id)).get(id)).flatMap(this::receipt);
    }

    private Optional<PaymentReceipt> receipt(Payment payment) {
        Instant confirmedAt = payment.progress().confirmedAt();
        if (confirmedAt == null) {
            return Optional.empty();
        }
        Standing standing = standing(payment);
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

    private Standing standing(Payment payment) {
        Plan plan = payment.kind().plan();
        return switch (payment.state()) {
            case REFUSED, EXPIRED, CANCELLED, SUPERSEDED, PROPOSED -> Standing.NOT_MADE;
            case REVERSED -> Standing.STOPPED;
            case SETTLED, WRITTEN_OFF, OWED -> done(payment);
            default -> plan.isPastPivot(payment.state()) ? done(payment) : underWay(payment);
        };
    }

    /** Whatever the operator still has to get is not the payer's concern. */
    private Standing done(Payment payment) {
        return book.store()
                .reversalOf(payment.id())
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
