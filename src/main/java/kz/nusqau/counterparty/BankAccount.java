package kz.nusqau.counterparty;

import java.util.List;
import java.util.Optional;
import kz.nusqau.shared.Money;

/**
 * A subscriber's own account at a bank.
 *
 * @param available nothing when the account is overdrawn
 * @param card last four digits of the card that is linked to it
 */
public record BankAccount(
        String iban, Money available, List<Restriction> restrictions, Optional<String> card) {

    public BankAccount {
        restrictions = List.copyOf(restrictions);
    }

    /** By which people tell accounts apart. */
    public String tail() {
        return iban.substring(iban.length() - 4);
    }

    @Override
    public String toString() {
        return "BankAccount[*" + tail() + "]";
    }

    /** What keeps the owner from using the account (R-INFO-2), and how much it holds back. */
    public record Restriction(Kind kind, Money amount) {

        public enum Kind {
            ARREST,
            SUSPENSION,
            COLLECTION_ORDER
        }
    }
}
