package kz.nusqau.payment;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.OwnAccount;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/** The commands behind the steps. */
final class Operations {

    /** Id of the operator's billing among the counterparties. */
    static final String BILLING = "billing";

    private final PaymentProperties properties;
    private final Neighbours neighbours;

    Operations(PaymentProperties properties, Neighbours neighbours) {
        this.properties = properties;
        this.neighbours = neighbours;
    }

    CommandRequest command(Payment payment, Step step, int generation, Instant now) {
        return new CommandRequest(
                payment.key(step, generation),
                counterparty(payment, step),
                payment.subscriber(),
                operation(payment, step),
                deadline(payment, step, now));
    }

    /** All that the payment needs to come to its end. */
    static Set<String> counterparties(Payment payment) {
        return payment.kind().plan().stages().stream()
                .map(stage -> counterparty(payment, stage.step()))
                .collect(Collectors.toSet());
    }

    private static String counterparty(Payment payment, Step step) {
        return switch (step) {
            case RESERVE, CHARGE, RELEASE, REFUND, COLLECT, HOLD_AGAIN -> BILLING;
            case TOP_UP, PAY, TRANSFER, REVERSE, TAKE_BACK, REDEEM, RESTORE, REMIT, RECEIVE ->
                    payment.system();
            case CREDIT -> account(payment).bank();
            case DEBIT, RETURN, MOVE -> payment.move().bank();
        };
    }

    private Operation operation(Payment payment, Step step) {
        var terms = payment.terms();
        return switch (step) {
            case RESERVE, HOLD_AGAIN -> new Operation.Reserve(terms.total());
            case TOP_UP -> new Operation.TopUp(terms.amount());
            case PAY -> {
                var provider = (Payee.Provider) terms.payee();
                yield new Operation.PayProvider(
                        provider.code(),
                        provider.requisites(),
                        terms.amount(),
                        commissionFromWallet(payment));
            }
            case TRANSFER ->
                    new Operation.Transfer(
                            ((Payee.Person) terms.payee()).msisdn(),
                            terms.amount(),
                            commissionFromWallet(payment));
            case REMIT ->
                    new Operation.CreditTransfer(
                            neighbours.settlementAccount(payment.system()),
                            properties.appStore().account(),
                            terms.amount(),
                            "App store payment " + IssuedNumbers.of(payment.id()));
            case CHARGE, COLLECT -> new Operation.Charge(payment.hold());
            case REVERSE ->
                    new Operation.ReverseTopUp(
                            payment.key(Step.TOP_UP, 1),
                            known(payment.progress().topUpReference(), payment));
            case RELEASE -> new Operation.Release(payment.key(Step.RESERVE, 1));
            case REDEEM -> new Operation.Redeem(account(payment).iban(), terms.total());
            case CREDIT -> {
                var account = account(payment);
                yield new Operation.CreditTransfer(
                        account.from(),
                        account.iban(),
                        terms.amount(),
                        purpose(payout(payment.kind()), payment));
            }
            case RESTORE ->
                    new Operation.ReverseRedemption(
                            payment.key(Step.REDEEM, 1),
                            known(payment.progress().topUpReference(), payment));
            case REFUND -> new Operation.Refund(charge(payment), terms.total());
            case DEBIT ->
                    new Operation.CreditTransfer(
                            payment.move().from(),
                            payment.move().to(),
                            terms.total(),
                            purpose(bought(terms.payee()), payment));
            case RETURN ->
                    new Operation.CreditTransfer(
                            payment.move().to(),
                            payment.move().from(),
                            terms.total(),
                            purpose("return of a " + bought(terms.payee()), payment));
            case MOVE ->
                    new Operation.CreditTransfer(
                            payment.move().from(),
                            payment.move().to(),
                            terms.amount(),
                            purpose(moved(payment.kind()), payment),
                            payment.move().exchange());
            case TAKE_BACK -> {
                var advance = (Payee.Advance) terms.payee();
                yield new Operation.ReverseTopUp(advance.topUp(), advance.reference());
            }
            case RECEIVE -> throw new IllegalStateException("asked of nobody: " + payment.id());
        };
    }

    /** What is refunded: its own charge, or that of what came back or is taken back. */
    private static CommandKey charge(Payment payment) {
        return switch (payment.terms().payee()) {
            case Payee.Purchase purchase -> purchase.charge();
            case Payee.Advance advance -> advance.charge();
            default -> payment.key(Step.CHARGE, 1);
        };
    }

    /** That of a payment from the advance, or from a bank, is taken with the money. */
    private static Money commissionFromWallet(Payment payment) {
        Money fee = payment.terms().fee();
        return switch (payment.kind().from()) {
            case WALLET -> fee;
            case ADVANCE, BANK, OPERATOR -> new Money(0, fee.currency());
        };
    }

    private static OwnAccount account(Payment payment) {
        return ((Payee.Own) payment.terms().payee()).account();
    }

    private static String payout(PaymentKind kind) {
        return kind.from() == PaymentKind.From.WALLET
                ? "redemption of electronic money"
                : "refund of an advance for communication services";
    }

    private static String bought(Payee payee) {
        return switch (payee) {
            case Payee.Provider(var code, var requisites) -> "payment to " + code;
            case Payee.Person person -> "transfer of electronic money";
            case Payee.Self self -> "purchase of electronic money";
            default -> throw new IllegalStateException("not bought from a bank account: " + payee);
        };
    }

    private static String moved(PaymentKind kind) {
        return kind == PaymentKind.OWN_TRANSFER ? "own transfer" : "transfer to another person";
    }

    /** What the owners of both accounts read in their statements. */
    private static String purpose(String what, Payment payment) {
        return "Nusqau: " + what + ", " + payment.id();
    }

    /**
     * What is begun waits for nobody; what could be undone for a while; what has to happen, long.
     * Planned work takes nobody's time (R-OPS-1).
     */
    private Instant deadline(Payment payment, Step step, Instant now) {
        var plan = payment.kind().plan();
        var work = neighbours.plannedWork();
        if (step == plan.first()) {
            var within = now.plus(properties.reserveWithin());
            return work.prolonged(now, within, Set.of(counterparty(payment, step)));
        }
        if (plan.hasToHappen(step)) {
            var within = now.plus(properties.finishWithin());
            return work.prolonged(now, within, Set.of(counterparty(payment, step)));
        }
        Instant within = known(payment.progress().deadline(), payment);
        return work.prolonged(
                within.minus(properties.payWithin()), within, counterparties(payment));
    }

    private static <T> T known(@Nullable T value, Payment payment) {
        if (value == null) {
            throw new IllegalStateException("not known of " + payment.id());
        }
        return value;
    }
}
