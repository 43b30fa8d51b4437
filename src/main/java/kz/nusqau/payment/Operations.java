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
        var reservation = payment.key(Step.RESERVE, 1);
        return switch (step) {
            case RESERVE ->
                    command(
                            payment,
                            step,
                            generation,
                            BILLING,
                            new Operation.Reserve(payment.terms().total()),
                            now.plus(properties.reserveWithin()));
            case TOP_UP ->
                    command(
                            payment,
                            step,
                            generation,
                            payment.system(),
                            new Operation.TopUp(payment.terms().amount()),
                            known(payment.progress().deadline(), payment));
            case PAY ->
                    command(
                            payment,
                            step,
                            generation,
                            payment.system(),
                            new Operation.PayProvider(
                                    payment.terms().provider(),
                                    payment.terms().requisites(),
                                    payment.terms().amount()),
                            known(payment.progress().deadline(), payment));
            case CHARGE ->
                    command(
                            payment,
                            step,
                            generation,
                            BILLING,
                            new Operation.Charge(reservation),
                            now.plus(properties.finishWithin()));
            case REVERSE ->
                    command(
                            payment,
                            step,
                            generation,
                            payment.system(),
                            new Operation.ReverseTopUp(
                                    payment.key(Step.TOP_UP, 1),
                                    known(payment.progress().topUpReference(), payment)),
                            now.plus(properties.finishWithin()));
            case RELEASE ->
                    command(
                            payment,
                            step,
                            generation,
                            BILLING,
                            new Operation.Release(reservation),
                            now.plus(properties.finishWithin()));
        };
    }

    private static CommandRequest command(
            Payment payment,
            Step step,
            int generation,
            String counterparty,
            Operation operation,
            Instant deadline) {
        return new CommandRequest(
                payment.key(step, generation),
                counterparty,
                payment.subscriber(),
                operation,
                deadline);
    }

    private static <T> T known(@Nullable T value, Payment payment) {
        if (value == null) {
            throw new IllegalStateException("not known of " + payment.id());
        }
        return value;
    }
}
