package kz.nusqau.payment;

import java.util.Map;
import kz.nusqau.counterparty.OwnAccount;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/** Who gets the money. */
sealed interface Payee {

    int TAIL = 4;

    /**
     * The last four characters of the number by which the payee is known, empty where there is
     * none.
     */
    default String tail() {
        return switch (this) {
            case Provider(var code, var requisites) -> end(requisites.values().iterator().next());
            case Person(var msisdn) -> end(msisdn.digits());
            case Self() -> "";
            case Own(var tail, var found) -> tail;
            case OwnAccount(var iban) -> end(iban);
        };
    }

    private static String end(String number) {
        return number.substring(Math.max(0, number.length() - TAIL));
    }

    /**
     * A provider of the catalogue.
     *
     * @param requisites in the provider's order
     */
    record Provider(String code, Map<String, String> requisites) implements Payee {
        @Override
        public String toString() {
            return code;
        }
    }

    /** The wallet of another subscriber. */
    record Person(Msisdn msisdn) implements Payee {
        @Override
        public String toString() {
            return "the wallet of " + msisdn;
        }
    }

    /**
     * The subscriber's own account at a bank.
     *
     * @param tail the last four digits of the account, or of the card by which it was named
     * @param found null only for what was refused before it was found
     */
    record Own(String tail, @Nullable OwnAccount found) implements Payee {

        OwnAccount account() {
            if (found == null) {
                throw new IllegalStateException("no account was found for *" + tail);
            }
            return found;
        }

        @Override
        public String toString() {
            return "the own account " + (found == null ? "*" + tail : found);
        }
    }

    /** Another account of the payer's own. */
    record OwnAccount(String iban) implements Payee {
        @Override
        public String toString() {
            return "the own account *" + tail();
        }
    }

    /** The payer's own wallet. */
    record Self() implements Payee {
        @Override
        public String toString() {
            return "the own wallet";
        }
    }
}
