package kz.nusqau.payment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.shared.Money;
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
            case Advance advance -> end(advance.number());
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
     * The payer's own advance, to which an erroneous top-up goes back.
     *
     * @param topUp the command that made it
     * @param reference the e-money system's
     * @param charge the command by which billing was paid
     * @param number of the payment that is taken back
     * @param fee that was charged with it and goes back, too
     */
    record Advance(CommandKey topUp, String reference, CommandKey charge, String number, Money fee)
            implements Payee {

        private static final String TOP_UP = "top-up";
        private static final String REFERENCE = "reference";
        private static final String CHARGE = "charge";
        private static final String NUMBER = "number";
        private static final String FEE = "fee";
        private static final String CURRENCY = "currency";

        Map<String, String> requisites() {
            var requisites = new LinkedHashMap<String, String>();
            requisites.put(TOP_UP, topUp.toString());
            requisites.put(REFERENCE, reference);
            requisites.put(CHARGE, charge.toString());
            requisites.put(NUMBER, number);
            requisites.put(FEE, fee.toDecimal());
            requisites.put(CURRENCY, fee.currency());
            return requisites;
        }

        static Advance of(Map<String, String> requisites) {
            return new Advance(
                    CommandKey.parse(value(requisites, TOP_UP)),
                    value(requisites, REFERENCE),
                    CommandKey.parse(value(requisites, CHARGE)),
                    value(requisites, NUMBER),
                    Money.parse(value(requisites, FEE), value(requisites, CURRENCY)));
        }

        private static String value(Map<String, String> requisites, String name) {
            return Objects.requireNonNull(requisites.get(name), name);
        }

        @Override
        public String toString() {
            return "the own advance, from " + topUp.instruction();
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
