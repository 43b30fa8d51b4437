package kz.nusqau.payment;

import java.time.Instant;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.Operation;
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

    private static String counterparty(Payment payment, Step step) {
        return switch (step) {
            case RESERVE, CHARGE, RELEASE, REFUND -> BILLING;
            case TOP_UP, PAY, TRANSFER, REVERSE, REMIT, RECEIVE -> payment.system();
        };
    }

    private Operation operation(Payment payment, Step step) {
        var terms = payment.terms();
        return switch (step) {
            case RESERVE -> new Operation.Reserve(terms.total());
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
                            "App store payment " + PaymentNumber.of(payment.id()));
            case CHARGE -> new Operation.Charge(payment.key(Step.RESERVE, 1));
            case REVERSE ->
                    new Operation.ReverseTopUp(
                            payment.key(Step.TOP_UP, 1),
                            known(payment.progress().topUpReference(), payment));
            case RELEASE -> new Operation.Release(payment.key(Step.RESERVE, 1));
            case REFUND ->
                    new Operation.Refund(((Payee.Purchase) terms.payee()).charge(), terms.amount());
            case RECEIVE -> throw new IllegalStateException("asked of nobody: " + payment.id());
        };
    }

    /** That of a payment from the advance is charged with the advance. */
    private static Money commissionFromWallet(Payment payment) {
        Money fee = payment.terms().fee();
        return switch (payment.kind().from()) {
            case WALLET -> fee;
            case ADVANCE, OPERATOR -> new Money(0, fee.currency());
        };
    }

    /**
     * What is begun waits for nobody; what could be undone for a while; what has to happen, long.
     */
    private Instant deadline(Payment payment, Step step, Instant now) {
        var plan = payment.kind().plan();
        if (step == plan.first()) {
            return now.plus(properties.reserveWithin());
        }
        return plan.hasToHappen(step)
                ? now.plus(properties.finishWithin())
                : known(payment.progress().deadline(), payment);
    }

    private static <T> T known(@Nullable T value, Payment payment) {
        if (value == null) {
            throw new IllegalStateException("not known of " + payment.id());
        }
        return value;
    }
}
