package kz.nusqau.payment;

/** Where a payment stands. */
public enum PaymentState {
    /** Waits for the subscriber's confirmation; nothing was reserved anywhere. */
    PROPOSED(Kind.WAITING),

    /** Billing was asked to hold amount and fee. */
    RESERVING(Kind.ACTING),
    /** The e-money system was asked to put the amount into the wallet. */
    TOPPING_UP(Kind.ACTING),
    /** The e-money system was asked to pay the provider. */
    PAYING(Kind.ACTING),
    /** The e-money system was asked to move the amount to the payee's wallet. */
    TRANSFERRING(Kind.ACTING),
    /** The bank was asked to move the amount to the payee's account. */
    REMITTING(Kind.ACTING),
    /** The bank took the order in and executes it on its next operational day. */
    REMIT_SCHEDULED(Kind.SCHEDULED),
    /** Billing was asked to take what it holds. */
    CHARGING(Kind.ACTING),
    /** Given up: the e-money system was asked to take the top-up back. */
    REVERSING(Kind.ACTING),
    /** Given up: billing was asked to release what it holds. */
    RELEASING(Kind.ACTING),
    /** The e-money system was asked to take the amount out of the wallet. */
    REDEEMING(Kind.ACTING),
    /** The bank was asked to pay the amount to the subscriber's own account. */
    CREDITING(Kind.ACTING),
    /** The bank took the order in and executes it on its next operational day. */
    CREDIT_SCHEDULED(Kind.SCHEDULED),
    /** Given up: the e-money system was asked to put back what was redeemed. */
    RESTORING(Kind.ACTING),
    /** Given up: billing was asked to give back what it took. */
    REFUNDING(Kind.ACTING),
    /** The bank was asked to move amount and fee from the payer's account to ours. */
    DEBITING(Kind.ACTING),
    /** The bank took the order in and executes it on its next operational day. */
    DEBIT_SCHEDULED(Kind.SCHEDULED),
    /** Given up: the bank was asked to move what it debited back. */
    RETURNING(Kind.ACTING),
    /** The bank was asked to move the amount between the subscriber's own accounts. */
    MOVING(Kind.ACTING),
    /** The bank took the order in and executes it on its next operational day. */
    MOVE_SCHEDULED(Kind.SCHEDULED),
    /** A bank tells what came in. */
    RECEIVING(Kind.ACTING),
    /** Owed, and a person had billing asked once more. */
    COLLECTING(Kind.ACTING),
    /** Owed, the hold is gone, and a person had billing asked to hold once more. */
    HOLDING_AGAIN(Kind.ACTING),
    /** The e-money system was asked to take an erroneous top-up back. */
    TAKING_BACK(Kind.ACTING),

    RESERVE_REVIEW(Kind.REVIEW),
    TOP_UP_REVIEW(Kind.REVIEW),
    PAY_REVIEW(Kind.REVIEW),
    TRANSFER_REVIEW(Kind.REVIEW),
    REMIT_REVIEW(Kind.REVIEW),
    CHARGE_REVIEW(Kind.REVIEW),
    REVERSAL_REVIEW(Kind.REVIEW),
    RELEASE_REVIEW(Kind.REVIEW),
    REDEEM_REVIEW(Kind.REVIEW),
    CREDIT_REVIEW(Kind.REVIEW),
    RESTORE_REVIEW(Kind.REVIEW),
    REFUND_REVIEW(Kind.REVIEW),
    DEBIT_REVIEW(Kind.REVIEW),
    RETURN_REVIEW(Kind.REVIEW),
    MOVE_REVIEW(Kind.REVIEW),
    RECEIVE_REVIEW(Kind.REVIEW),
    COLLECT_REVIEW(Kind.REVIEW),
    HOLD_AGAIN_REVIEW(Kind.REVIEW),
    TAKE_BACK_REVIEW(Kind.REVIEW),
    /** Done, and the charge was refused: a receivable, and a person's task. */
    OWED(Kind.REVIEW),

    /** Done, and charged where something is. */
    SETTLED(Kind.ENDED),
    /** Done and owed, and a person gave it up. */
    WRITTEN_OFF(Kind.ENDED),
    /** Refused with no money touched. */
    REFUSED(Kind.ENDED),
    /** Given up after money was held: all of it is back. */
    REVERSED(Kind.ENDED),
    /** Nobody confirmed in time. */
    EXPIRED(Kind.ENDED),
    CANCELLED(Kind.ENDED),
    /** A newer instruction of the subscriber took its place before it was confirmed. */
    SUPERSEDED(Kind.ENDED);

    private final Kind kind;

    PaymentState(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** No work of the hub is left; a person's may be. */
    public boolean isAtRest() {
        return kind == Kind.ENDED || kind == Kind.REVIEW;
    }

    /** Who moves next. */
    public enum Kind {
        /** The subscriber. */
        WAITING,
        /** A counterparty's answer. */
        ACTING,
        /** A bank, when its day has come. */
        SCHEDULED,
        /** A person. */
        REVIEW,
        /** Nobody. */
        ENDED
    }
}
