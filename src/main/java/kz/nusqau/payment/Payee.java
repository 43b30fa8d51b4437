package kz.nusqau.payment;

import java.util.Map;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.shared.Msisdn;

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
            case AppStore() -> "";
            case Purchase purchase -> "";
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

    /** The payer's own wallet. */
    record Self() implements Payee {
        @Override
        public String toString() {
            return "the own wallet";
        }
    }

    /** The app store, which knows its customer by the phone number. */
    record AppStore() implements Payee {
        @Override
        public String toString() {
            return "the app store";
        }
    }

    /**
     * Who paid for something that was given back.
     *
     * @param number payment number of the purchase
     * @param charge what billing took for it
     * @param reference the bank's books' name of what came back
     */
    record Purchase(String number, CommandKey charge, String reference) implements Payee {
        @Override
        public String toString() {
            return "the payer of " + number;
        }
    }
}
