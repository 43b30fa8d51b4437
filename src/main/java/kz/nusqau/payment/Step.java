package kz.nusqau.payment;

import java.util.Arrays;
import java.util.Optional;

/** What the saga asks counterparties for, one step after the other. */
enum Step {
    /** Billing holds amount and fee. */
    RESERVE("reserve"),
    /** The e-money system puts the amount into the wallet. */
    TOP_UP("topup"),
    /** The e-money system pays the provider: after it the way is only forward. */
    PAY("pay"),
    /** Billing takes what it holds. */
    CHARGE("charge"),
    /** The e-money system takes the top-up back. */
    REVERSE("reverse-topup"),
    /** Billing gives back what it holds. */
    RELEASE("release");

    private final String key;

    Step(String key) {
        this.key = key;
    }

    /** Its place in the key of a command. */
    String key() {
        return key;
    }

    static Optional<Step> of(String key) {
        return Arrays.stream(values()).filter(step -> step.key.equals(key)).findFirst();
    }
}
