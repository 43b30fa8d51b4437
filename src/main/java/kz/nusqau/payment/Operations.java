package kz.nusqau.payment;

import java.time.Instant;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.Operation;
import org.jspecify.annotations.Nullable;

/** The commands behind the steps. */
final class Operations {

    /** Id of the operator's billing among the counterparties. */
    static final String BILLING = "billing";

    private final PaymentProperties properties;

    Operations(PaymentProperties properties) {
        this.properties = properties;
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
            case RESERVE, CHARGE, RELEASE, COLLECT, GIVE_BACK -> BILLING;
            case TOP_UP, PAY, TRANSFER, REVERSE, TAKE_BACK -> payment.system();
        };
    }

    private static Operation operation(Payment payment, Step step) {
        var terms = payment.terms();
        return switch (step) {
            case RESERVE -> new Operation.Reserve(terms.total());
            case TOP_UP -> new Operation.TopUp(terms.amount());
            case PAY -> {
                var provider = (Payee.Provider) terms.payee();
                yield new Operation.PayProvider(
                        provider.code(), provider.requisites(), terms.amount());
            }
            case TRANSFER ->
                    new Operation.Transfer(((Payee.Person) terms.payee()).msisdn(), terms.amount());
            case CHARGE, COLLECT -> new Operation.Charge(payment.key(Step.RESERVE, 1));
            case REVERSE ->
                    new Operation.ReverseTopUp(
                            payment.key(Step.TOP_UP, 1),
                            known(payment.progress().topUpReference(), payment));
            case RELEASE -> new Operation.Release(payment.key(Step.RESERVE, 1));
            case TAKE_BACK -> {
                var advance = (Payee.Advance) terms.payee();
                yield new Operation.ReverseTopUp(advance.topUp(), advance.reference());
            }
            case GIVE_BACK ->
                    new Operation.Refund(((Payee.Advance) terms.payee()).charge(), terms.amount());
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
