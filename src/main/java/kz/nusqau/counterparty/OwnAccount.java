package kz.nusqau.counterparty;

/**
 * An account that its bank says is the subscriber's own (R-INS-12), and how it is paid.
 *
 * @param bank id of the bank that holds it
 * @param from IBAN of our account at that bank
 * @param tail the last four digits of the account, or of the card by which it was named
 */
public record OwnAccount(String bank, String from, String iban, String tail) {

    @Override
    public String toString() {
        return "*" + tail + " at " + bank;
    }
}
