package kz.nusqau.payment;

/** What a transition means to the books. */
enum Booking {
    HOLD_PENDING,
    TOP_UP_PENDING,
    TOP_UP_POSTED,
    TOP_UP_VOIDED,
    HOLD_CHARGED,
    HOLD_VOIDED,
    /** The hold is gone and the provider is paid: the subscriber owes it. */
    HOLD_OWED,
    /** The payer's own wallet is filled: what was bought is handed over. */
    TOP_UP_MADE,
    /** Out of the payer's wallet to the payee: it passes through, and leaves nothing. */
    WALLET_SPENT,
    /** Out of the payer's wallet to us, until it is paid out. */
    REDEEMED,
    /** What was redeemed is in the wallet again. */
    REDEMPTION_RESTORED,
    /** Billing gave back what it took. */
    CHARGE_REFUNDED,
    /** Paid out of our account to the subscriber's own. */
    PAID_OUT,
    /** Amount and fee came from the payer's account at the bank: held until they are spent. */
    DEBIT_HELD,
    /** The top-up is posted, and what is held is spent on it and on the commission. */
    DEBIT_SPENT,
    /** The payer's own wallet is filled, with what is held. */
    DEBIT_FILLED,
    DEBIT_RETURNED,
    /** From the payer's account to another, without us: no money of ours, nothing to book. */
    NOT_OURS,
    /** The bank has paid what was bought. */
    REMITTED,
    /** What was bought comes back to the operator's account at the bank. */
    RETURNED,
    /** Given up, and the e-money system keeps the top-up in the payer's wallet: the hub's loss. */
    TOP_UP_LOST,
    /** Billing took what was owed after all. */
    DEBT_COLLECTED,
    /** Nobody will pay what is owed. */
    DEBT_WRITTEN_OFF,
    /** Out of the wallet again: it belongs to the payer's advance now. */
    WALLET_TAKEN_BACK,
    /** Refunded to the payer's advance. */
    ADVANCE_GIVEN_BACK
}
