package kz.nusqau.payment;

import java.util.Objects;
import java.util.Optional;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;

/**
 * A payment as the partner that proposed it sees it: nothing of its payer.
 *
 * @param provider code of who is paid
 * @param reason why it was not made
 * @param number the payment number, where the provider was paid
 */
public record PartnerPayment(
        InstructionId id,
        String partner,
        String provider,
        Money amount,
        Money fee,
        Status status,
        Optional<RefusalReason> reason,
        Optional<String> number) {

    /** How far it is, for those who wait for the money. */
    public enum Status {
        /** A user of the partner has to approve it: the subscriber knows nothing of it. */
        AWAITING_APPROVAL,
        /** The subscriber has the code. */
        PENDING,
        /** The subscriber gave the code; money starts to move, or moves back. */
        CONFIRMED,
        /** A person looks into it; nobody may take it for paid or for refused. */
        REVIEW,
        /** The provider has the money. */
        SETTLED,
        /** No money was touched. */
        REFUSED,
        /** Given up after money was held; all of it is back. */
        REVERSED,
        /** Nobody confirmed in time. */
        EXPIRED,
        /** By the subscriber, by the partner, or by a newer instruction of the subscriber. */
        CANCELLED;

        /** Nothing more will become of it. */
        public boolean isFinal() {
            return switch (this) {
                case AWAITING_APPROVAL, PENDING, CONFIRMED, REVIEW -> false;
                case SETTLED, REFUSED, REVERSED, EXPIRED, CANCELLED -> true;
            };
        }
    }

    static PartnerPayment of(Payment payment) {
        return of(
                payment.id(),
                Objects.requireNonNull(payment.origin().partner()),
                Objects.requireNonNull(payment.terms().provider()),
                payment.terms().amount(),
                payment.terms().fee(),
                status(payment),
                Optional.ofNullable(payment.progress().reason()),
                Optional.ofNullable(payment.progress().paymentNumber()));
    }

    static PartnerPayment of(
            InstructionId id,
            String partner,
            String provider,
            Money amount,
            Money fee,
            Status status,
            Optional<RefusalReason> reason,
            Optional<String> number) {
        return new PartnerPayment(
                id,
                partner,
                provider,
                amount,
                fee,
                status,
                reason.filter(why -> status != Status.SETTLED),
                number.filter(its -> status == Status.SETTLED));
    }

    static Status status(Payment payment) {
        return status(payment.kind(), payment.state());
    }

    static Status status(PaymentKind kind, PaymentState state) {
        return switch (state) {
            case PROPOSED -> Status.PENDING;
            case SETTLED, WRITTEN_OFF, OWED -> Status.SETTLED;
            case REFUSED -> Status.REFUSED;
            case REVERSED -> Status.REVERSED;
            case EXPIRED -> Status.EXPIRED;
            case CANCELLED, SUPERSEDED -> Status.CANCELLED;
            default -> underWay(kind, state);
        };
    }

    private static Status underWay(PaymentKind kind, PaymentState state) {
        if (kind.plan().isPastPivot(state)) {
            return Status.SETTLED;
        }
        return state.kind() == PaymentState.Kind.REVIEW ? Status.REVIEW : Status.CONFIRMED;
    }
}
