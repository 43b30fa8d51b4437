package kz.nusqau.payment;

import java.time.Instant;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.OwnAccount;
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
            case RESERVE, CHARGE, RELEASE, REFUND -> BILLING;
            case TOP_UP, PAY, TRANSFER, REVERSE, REDEEM, RESTORE -> payment.system();
            case CREDIT -> account(payment).bank();
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
            case CHARGE -> new Operation.Charge(payment.key(Step.RESERVE, 1));
            case REVERSE ->
                    new Operation.ReverseTopUp(
                            payment.key(Step.TOP_UP, 1),
                            known(payment.progress().topUpReference(), payment));
            case RELEASE -> new Operation.Release(payment.key(Step.RESERVE, 1));
            case REDEEM -> new Operation.Redeem(account(payment).iban(), terms.total());
            case CREDIT -> {
                var account = account(payment);
                yield new Operation.CreditTransfer(
                        account.from(), account.iban(), terms.amount(), purpose(payment.kind()));
            }
            case RESTORE ->
                    new Operation.ReverseRedemption(
                            payment.key(Step.REDEEM, 1),
                            known(payment.progress().topUpReference(), payment));
            case REFUND -> new Operation.Refund(payment.key(Step.CHARGE, 1), terms.total());
        };
    }

    private static OwnAccount account(Payment payment) {
        return ((Payee.Own) payment.terms().payee()).account();
    }

    /** What the subscriber reads in the bank's statement. */
    private static String purpose(PaymentKind kind) {
        return kind.from() == PaymentKind.From.WALLET
                ? "Redemption of electronic money"
                : "Refund of an advance for communication services";
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
