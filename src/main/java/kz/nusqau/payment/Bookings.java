package kz.nusqau.payment;

import java.util.ArrayList;
import java.util.List;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.ledger.Transfer.Phase;
import kz.nusqau.shared.Money;

/** What payments are in the books; {@code src/docs/ledger.md} tells the story of one. */
final class Bookings {

    private static final String BILLING = "operator.billing";
    private static final String COMMISSION = "income.commission";
    private static final String RECEIVABLE = "receivable.subscribers";

    private Bookings() {}

    /**
     * The transfers of a booking.
     *
     * @param generation of the step whose answer is booked
     */
    static List<Transfer> transfers(Payment payment, Booking booking, int generation) {
        return switch (booking) {
            case HOLD_PENDING -> pending(payment, hold(payment));
            case TOP_UP_PENDING -> pending(payment, topUp(payment));
            case TOP_UP_POSTED -> ended(payment, topUp(payment), Phase.POST, Step.PAY, generation);
            case TOP_UP_VOIDED ->
                    ended(payment, topUp(payment), Phase.VOID, Step.REVERSE, generation);
            case HOLD_CHARGED -> ended(payment, hold(payment), Phase.POST, Step.CHARGE, generation);
            case HOLD_VOIDED -> ended(payment, hold(payment), Phase.VOID, Step.RELEASE, generation);
            case HOLD_OWED -> owed(payment, generation);
        };
    }

    /** The hold is gone; what it was for was bought all the same. */
    private static List<Transfer> owed(Payment payment, int generation) {
        var transfers =
                new ArrayList<>(ended(payment, hold(payment), Phase.VOID, Step.CHARGE, generation));
        for (Leg leg : hold(payment)) {
            transfers.add(
                    new Transfer(
                            key(payment, Step.CHARGE, generation, "owed-" + leg.name()),
                            Phase.DIRECT,
                            null,
                            payment.id(),
                            RECEIVABLE,
                            leg.credit(),
                            leg.amount()));
        }
        return transfers;
    }

    private static List<Leg> hold(Payment payment) {
        var amount =
                new Leg(
                        Step.RESERVE,
                        "amount",
                        BILLING,
                        provider(payment),
                        payment.terms().amount());
        var fee = new Leg(Step.RESERVE, "fee", BILLING, COMMISSION, payment.terms().fee());
        return fee.amount().isZero() ? List.of(amount) : List.of(amount, fee);
    }

    private static List<Leg> topUp(Payment payment) {
        return List.of(
                new Leg(
                        Step.TOP_UP,
                        "amount",
                        provider(payment),
                        "emoney." + payment.system(),
                        payment.terms().amount()));
    }

    private static List<Transfer> pending(Payment payment, List<Leg> legs) {
        return legs.stream()
                .map(
                        leg ->
                                new Transfer(
                                        leg.pendingKey(payment),
                                        Phase.PENDING,
                                        null,
                                        payment.id(),
                                        leg.debit(),
                                        leg.credit(),
                                        leg.amount()))
                .toList();
    }

    private static List<Transfer> ended(
            Payment payment, List<Leg> legs, Phase phase, Step by, int generation) {
        String how = phase == Phase.POST ? "post-" : "void-";
        return legs.stream()
                .map(
                        leg ->
                                new Transfer(
                                        key(payment, by, generation, how + leg.name()),
                                        phase,
                                        leg.pendingKey(payment),
                                        payment.id(),
                                        leg.debit(),
                                        leg.credit(),
                                        leg.amount()))
                .toList();
    }

    private static String provider(Payment payment) {
        return "providers." + payment.terms().provider();
    }

    private static String key(Payment payment, Step step, int generation, String what) {
        return payment.key(step, generation) + "/" + what;
    }

    /** One movement of a step that is promised first. */
    private record Leg(Step step, String name, String debit, String credit, Money amount) {

        String pendingKey(Payment payment) {
            return key(payment, step, 1, "pending-" + name);
        }
    }
}
