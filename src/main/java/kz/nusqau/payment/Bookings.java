package kz.nusqau.payment;

import java.util.ArrayList;
import java.util.List;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.ledger.Transfer.Phase;
import kz.nusqau.shared.Money;

/** What payments are in the books; {@code src/docs/ledger.md} tells the story of one. */
final class Bookings {

    private static final String BILLING = "operator.billing";
    private static final String COMMISSION = "income.commission";
    private static final String ADVANCE = "advance.subscribers";
    private static final String HELD = "held.subscribers";
    private static final String RECEIVABLE = "receivable.subscribers";
    private static final String LOSSES = "expense.losses";

    private Bookings() {}

    /**
     * The transfers of a booking.
     *
     * @param by the command whose answer is booked
     */
    static List<Transfer> transfers(Payment payment, Booking booking, CommandKey by) {
        return switch (booking) {
            case HOLD_PENDING -> pending(payment, hold(payment));
            case TOP_UP_PENDING -> pending(payment, topUp(payment));
            case TOP_UP_POSTED -> ended(payment, topUp(payment), Phase.POST, by);
            case TOP_UP_VOIDED -> ended(payment, topUp(payment), Phase.VOID, by);
            case HOLD_CHARGED -> ended(payment, hold(payment), Phase.POST, by);
            case HOLD_VOIDED -> ended(payment, hold(payment), Phase.VOID, by);
            case HOLD_OWED -> owed(payment, by);
            case TOP_UP_MADE -> direct(payment, by, "made-", topUp(payment));
            case WALLET_SPENT -> throughTheSystem(payment, by);
            case REDEEMED -> direct(payment, by, "redeemed-", redeemed(payment));
            case REDEMPTION_RESTORED ->
                    direct(payment, by, "restored-", reversed(redeemed(payment)));
            case CHARGE_REFUNDED -> direct(payment, by, "refunded-", reversed(hold(payment)));
            case PAID_OUT -> direct(payment, by, "paid-", List.of(payOut(payment)));
            case DEBIT_HELD -> direct(payment, by, "held-", List.of(debit(payment)));
            case DEBIT_RETURNED ->
                    direct(payment, by, "returned-", reversed(List.of(debit(payment))));
            case DEBIT_SPENT -> spent(payment, by, ended(payment, topUp(payment), Phase.POST, by));
            case DEBIT_FILLED -> spent(payment, by, direct(payment, by, "made-", topUp(payment)));
            case NOT_OURS -> List.of();
            case REMITTED -> direct(payment, by, "remitted-", List.of(remittance(payment)));
            case RETURNED -> List.of(returned(payment));
            case TOP_UP_LOST -> lost(payment, by);
            case DEBT_COLLECTED -> collected(payment);
            case DEBT_WRITTEN_OFF ->
                    hold(payment).stream()
                            .map(leg -> direct(payment, by, "loss-", leg.to(RECEIVABLE), LOSSES))
                            .toList();
            case WALLET_TAKEN_BACK ->
                    List.of(
                            direct(
                                    payment,
                                    by,
                                    "taken-",
                                    takenBack(payment).to(ADVANCE),
                                    "emoney." + payment.system()));
            case ADVANCE_GIVEN_BACK -> givenBack(payment, by);
        };
    }

    /** The hold is gone; what it was for was bought all the same. */
    private static List<Transfer> owed(Payment payment, CommandKey by) {
        var transfers = new ArrayList<>(ended(payment, hold(payment), Phase.VOID, by));
        hold(payment).forEach(leg -> transfers.add(direct(payment, by, "owed-", leg, RECEIVABLE)));
        return transfers;
    }

    /** The e-money was bought, and stays where it is. */
    private static List<Transfer> lost(Payment payment, CommandKey by) {
        var transfers = new ArrayList<>(ended(payment, topUp(payment), Phase.POST, by));
        topUp(payment)
                .forEach(
                        leg ->
                                transfers.add(
                                        direct(payment, by, "loss-", leg.to(leg.debit()), LOSSES)));
        return transfers;
    }

    /** Under the reference of the reservation, by which billing tells of its charge. */
    private static List<Transfer> collected(Payment payment) {
        var reservation = payment.hold();
        return hold(payment).stream()
                .map(
                        leg ->
                                direct(
                                        payment,
                                        reservation,
                                        "collected-",
                                        leg.to(RECEIVABLE),
                                        leg.debit()))
                .toList();
    }

    private static List<Transfer> givenBack(Payment payment, CommandKey by) {
        var transfers = new ArrayList<Transfer>();
        Leg amount = takenBack(payment);
        transfers.add(direct(payment, by, "given-", amount, amount.debit()));
        Money fee = advance(payment).fee();
        if (!fee.isZero()) {
            var leg = new Leg(Step.REFUND, "fee", COMMISSION, BILLING, fee);
            transfers.add(direct(payment, by, "given-", leg, leg.debit()));
        }
        return transfers;
    }

    /** What the e-money system gives back, on its way through the subscribers' advances. */
    private static Leg takenBack(Payment payment) {
        return new Leg(
                Step.TAKE_BACK,
                "amount",
                ADVANCE,
                BILLING,
                payment.terms().amount().minus(advance(payment).fee()));
    }

    private static Payee.Advance advance(Payment payment) {
        return (Payee.Advance) payment.terms().payee();
    }

    /**
     * In from the payer's wallet and out to the payee: both sides see it turn over. The commission
     * comes in and stays.
     */
    private static List<Transfer> throughTheSystem(Payment payment, CommandKey by) {
        var transfers = new ArrayList<Transfer>();
        for (Leg out : topUp(payment)) {
            Leg in = out.reversed();
            transfers.add(direct(payment, by, "in-", in, in.debit()));
            transfers.add(direct(payment, by, "out-", out, out.debit()));
        }
        var fee =
                new Leg(
                        payment.kind().plan().first(),
                        "fee",
                        "emoney." + payment.system(),
                        COMMISSION,
                        payment.terms().fee());
        if (!fee.amount().isZero()) {
            transfers.add(direct(payment, by, "in-", fee, fee.debit()));
        }
        return transfers;
    }

    private static List<Transfer> direct(
            Payment payment, CommandKey by, String how, List<Leg> legs) {
        return legs.stream().map(leg -> direct(payment, by, how, leg, leg.debit())).toList();
    }

    /** One movement on the bank's side, so that its statement has an entry for it. */
    private static Leg debit(Payment payment) {
        return new Leg(
                Step.DEBIT,
                "total",
                "bank." + payment.move().bank(),
                HELD,
                payment.terms().total());
    }

    /** What was held goes into what was bought, and into the commission. */
    private static List<Transfer> spent(Payment payment, CommandKey by, List<Transfer> bought) {
        var transfers = new ArrayList<>(bought);
        hold(payment).forEach(leg -> transfers.add(direct(payment, by, "spent-", leg, HELD)));
        return transfers;
    }

    private static Transfer direct(
            Payment payment, CommandKey by, String how, Leg leg, String debit) {
        return new Transfer(
                by + "/" + how + leg.name(),
                Phase.DIRECT,
                null,
                payment.id(),
                debit,
                leg.credit(),
                leg.amount());
    }

    private static List<Leg> hold(Payment payment) {
        var amount =
                new Leg(Step.RESERVE, "amount", BILLING, payee(payment), payment.terms().amount());
        var fee = new Leg(Step.RESERVE, "fee", BILLING, COMMISSION, payment.terms().fee());
        return fee.amount().isZero() ? List.of(amount) : List.of(amount, fee);
    }

    /** The system owes us what it took out of the wallet; the commission is ours. */
    private static List<Leg> redeemed(Payment payment) {
        String system = "emoney." + payment.system();
        var terms = payment.terms();
        var amount = new Leg(Step.REDEEM, "amount", system, payee(payment), terms.amount());
        var fee = new Leg(Step.REDEEM, "fee", system, COMMISSION, terms.fee());
        return fee.amount().isZero() ? List.of(amount) : List.of(amount, fee);
    }

    private static Leg payOut(Payment payment) {
        var account = ((Payee.Own) payment.terms().payee()).account();
        return new Leg(
                Step.CREDIT,
                "amount",
                payee(payment),
                "bank." + account.bank(),
                payment.terms().amount());
    }

    private static List<Leg> reversed(List<Leg> legs) {
        return legs.stream().map(Leg::reversed).toList();
    }

    private static List<Leg> topUp(Payment payment) {
        return List.of(
                new Leg(
                        Step.TOP_UP,
                        "amount",
                        payee(payment),
                        "emoney." + payment.system(),
                        payment.terms().amount()));
    }

    /** Under the name that the bank has for it, as its end-of-day file tells it. */
    private static Transfer returned(Payment payment) {
        var purchase = (Payee.Purchase) payment.terms().payee();
        return new Transfer(
                purchase.reference() + "/returned-" + payment.id(),
                Phase.DIRECT,
                null,
                payment.id(),
                "bank." + payment.system(),
                ADVANCE,
                payment.terms().amount());
    }

    private static Leg remittance(Payment payment) {
        return new Leg(
                Step.REMIT,
                "amount",
                payee(payment),
                "bank." + payment.system(),
                payment.terms().amount());
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
            Payment payment, List<Leg> legs, Phase phase, CommandKey by) {
        String how = phase == Phase.POST ? "post-" : "void-";
        return legs.stream()
                .map(
                        leg ->
                                new Transfer(
                                        by + "/" + how + leg.name(),
                                        phase,
                                        leg.pendingKey(payment),
                                        payment.id(),
                                        leg.debit(),
                                        leg.credit(),
                                        leg.amount()))
                .toList();
    }

    private static String payee(Payment payment) {
        return switch (payment.terms().payee()) {
            case Payee.Provider(var code, var requisites) -> "providers." + code;
            case Payee.Person person -> "wallets." + payment.system();
            case Payee.Self self -> "wallets." + payment.system();
            case Payee.Own own ->
                    payment.kind().from() == PaymentKind.From.WALLET
                            ? "wallets." + payment.system()
                            : ADVANCE;
            case Payee.OtherAccount own ->
                    throw new IllegalStateException("not in our books: " + payment.id());
            case Payee.SomebodysAccount others ->
                    throw new IllegalStateException("not in our books: " + payment.id());
            case Payee.AppStore store -> "providers.app-store";
            case Payee.Purchase purchase -> ADVANCE;
            case Payee.Advance advance -> ADVANCE;
        };
    }

    /** One movement of a step that is promised first. */
    private record Leg(Step step, String name, String debit, String credit, Money amount) {

        String pendingKey(Payment payment) {
            return payment.key(step, 1) + "/pending-" + name;
        }

        Leg to(String account) {
            return new Leg(step, name, debit, account, amount);
        }

        Leg reversed() {
            return new Leg(step, name, /* debit= */ credit, /* credit= */ debit, amount);
        }
    }
}
