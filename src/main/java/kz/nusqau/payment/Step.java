package kz.nusqau.payment;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What sagas ask counterparties for, one step after the other. */
enum Step {
    /** Billing holds amount and fee. */
    RESERVE("reserve", PaymentState.RESERVING, PaymentState.RESERVE_REVIEW),
    /** The e-money system puts the amount into the payer's wallet. */
    TOP_UP("topup", PaymentState.TOPPING_UP, PaymentState.TOP_UP_REVIEW),
    /** The e-money system pays the provider from the wallet. */
    PAY("pay", PaymentState.PAYING, PaymentState.PAY_REVIEW),
    /** The e-money system moves the amount to another's wallet. */
    TRANSFER("transfer", PaymentState.TRANSFERRING, PaymentState.TRANSFER_REVIEW),
    /** The bank moves the amount from the operator's settlement account to the payee's. */
    REMIT("remit", PaymentState.REMITTING, PaymentState.REMIT_REVIEW, PaymentState.REMIT_SCHEDULED),
    /** Billing takes what it holds. */
    CHARGE("charge", PaymentState.CHARGING, PaymentState.CHARGE_REVIEW),
    /** The e-money system takes the top-up back. */
    REVERSE("reverse-topup", PaymentState.REVERSING, PaymentState.REVERSAL_REVIEW),
    /** Billing gives back what it holds. */
    RELEASE("release", PaymentState.RELEASING, PaymentState.RELEASE_REVIEW),
    /** The e-money system takes amount and fee out of the payer's wallet. */
    REDEEM("redeem", PaymentState.REDEEMING, PaymentState.REDEEM_REVIEW),
    /** The bank pays the amount to the subscriber's own account. */
    CREDIT(
            "credit",
            PaymentState.CREDITING,
            PaymentState.CREDIT_REVIEW,
            PaymentState.CREDIT_SCHEDULED),
    /** The e-money system puts back what was redeemed. */
    RESTORE("reverse-redeem", PaymentState.RESTORING, PaymentState.RESTORE_REVIEW),
    /** Billing gives back what it took. */
    REFUND("refund", PaymentState.REFUNDING, PaymentState.REFUND_REVIEW),
    /** The bank moves amount and fee from the payer's account to ours. */
    DEBIT("debit", PaymentState.DEBITING, PaymentState.DEBIT_REVIEW, PaymentState.DEBIT_SCHEDULED),
    /** The bank moves what was debited back. */
    RETURN("return", PaymentState.RETURNING, PaymentState.RETURN_REVIEW),
    /** The bank moves the amount to another account of the subscriber's own, or to somebody's. */
    MOVE("move", PaymentState.MOVING, PaymentState.MOVE_REVIEW, PaymentState.MOVE_SCHEDULED),
    /** Nobody is asked: a bank tells, of its own accord, what came in. */
    RECEIVE("receive", PaymentState.RECEIVING, PaymentState.RECEIVE_REVIEW),
    /** Billing takes what it refused to take before, because a person asked. */
    COLLECT("collect", PaymentState.COLLECTING, PaymentState.COLLECT_REVIEW),
    /** Billing holds amount and fee once more, because a person asked: the first hold is gone. */
    HOLD_AGAIN("hold-again", PaymentState.HOLDING_AGAIN, PaymentState.HOLD_AGAIN_REVIEW),
    /** The e-money system takes back a top-up that was made in error. */
    TAKE_BACK("take-back", PaymentState.TAKING_BACK, PaymentState.TAKE_BACK_REVIEW);

    private static final Map<PaymentState, Step> AWAITED = new EnumMap<>(PaymentState.class);

    static {
        for (Step step : values()) {
            AWAITED.put(step.acting, step);
            AWAITED.put(step.review, step);
            step.scheduled().ifPresent(state -> AWAITED.put(state, step));
        }
    }

    private final String key;
    private final PaymentState acting;
    private final PaymentState review;
    private final @Nullable PaymentState scheduled;

    Step(String key, PaymentState acting, PaymentState review) {
        this(key, acting, review, null);
    }

    Step(String key, PaymentState acting, PaymentState review, @Nullable PaymentState scheduled) {
        this.key = key;
        this.acting = acting;
        this.review = review;
        this.scheduled = scheduled;
    }

    /** Its place in the key of a command. */
    String key() {
        return key;
    }

    /** The state that waits for its answer. */
    PaymentState acting() {
        return acting;
    }

    /** The state in which a person looks into it. */
    PaymentState review() {
        return review;
    }

    /** The state that waits for the day on which it is executed; empty where none is waited for. */
    Optional<PaymentState> scheduled() {
        return Optional.ofNullable(scheduled);
    }

    static Optional<Step> of(String key) {
        return Arrays.stream(values()).filter(step -> step.key.equals(key)).findFirst();
    }

    /** The step whose answer a payment in this state waits for. */
    static Optional<Step> awaitedIn(PaymentState state) {
        return Optional.ofNullable(AWAITED.get(state));
    }
}
