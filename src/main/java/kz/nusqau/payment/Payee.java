package kz.nusqau.payment;

import java.util.Map;
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
}
