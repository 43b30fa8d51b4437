package kz.nusqau.instruction;

/** Where a subscriber's money is kept: what a balance is asked of, and what a payment is from. */
public sealed interface Account {

    Account PERSONAL = new Personal();
    Account WALLET = new Wallet();

    /** The main balance of the personal account with the operator. */
    record Personal() implements Account {}

    /** The e-money wallet. */
    record Wallet() implements Account {}

    /** Accounts at a bank, by the bank's code in the catalogue ({@code kaspi}). */
    record Bank(String code) implements Account {}
}
