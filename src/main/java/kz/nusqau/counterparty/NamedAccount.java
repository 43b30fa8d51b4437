package kz.nusqau.counterparty;

/**
 * One of the subscriber's own accounts that four digits may mean.
 *
 * @param bank id of the bank that holds it
 * @param byCard whether they are the last ones of its card, and not its own
 */
public record NamedAccount(String bank, BankAccount account, boolean byCard) {

    private static final String TENGE = "KZT";

    boolean isInTenge() {
        return isInTenge(account);
    }

    static boolean isInTenge(BankAccount account) {
        return account.available().currency().equals(TENGE);
    }
}
