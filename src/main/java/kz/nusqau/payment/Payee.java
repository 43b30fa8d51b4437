package kz.nusqau.payment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.OwnAccount;
import kz.nusqau.shared.Money;
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
            case OtherAccount(var iban) -> end(iban);
            case SomebodysAccount(var iban) -> end(iban);
            case AppStore() -> "";
            case Purchase purchase -> "";
            case Advance advance -> end(advance.number());
        };
    }

    /** The payee's IBAN, where the money goes to a bank account that isn't ours. */
    default Optional<String> bankAccount() {
        return switch (this) {
            case Own(var tail, var found) -> Optional.ofNullable(found).map(OwnAccount::iban);
            case OtherAccount(var iban) -> Optional.of(iban);
            case SomebodysAccount(var iban) -> Optional.of(iban);
            case Provider provider -> Optional.empty();
            case Person person -> Optional.empty();
            case Self self -> Optional.empty();
            case AppStore store -> Optional.empty();
            case Purchase purchase -> Optional.empty();
            case Advance advance -> Optional.empty();
        };
    }

    private static String value(Map<String, String> requisites, String name) {
        return Objects.requireNonNull(requisites.get(name), name);
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

        @Override
        public String toString() {
            return "the own advance, from " + topUp.instruction();
        }
    }

    /**
     * The subscriber's own account at a bank.
     *
     * @param tail the last four digits of the account, or of the card by which it was named
     * @param found null only for what was refused before it was found
     */
    record Own(String tail, @Nullable OwnAccount found) implements Payee {

        private static final String LAST = "tail";
        private static final String BANK = "bank";
        private static final String FROM = "from";
        private static final String IBAN = "iban";

        Map<String, String> requisites() {
            var requisites = new LinkedHashMap<String, String>();
            requisites.put(LAST, tail);
            if (found != null) {
                requisites.put(BANK, found.bank());
                requisites.put(FROM, found.from());
                requisites.put(IBAN, found.iban());
            }
            return requisites;
        }

        static Own of(Map<String, String> requisites) {
            String tail = value(requisites, LAST);
            return new Own(
                    tail,
                    requisites.containsKey(BANK)
                            ? new OwnAccount(
                                    value(requisites, BANK),
                                    value(requisites, FROM),
                                    value(requisites, IBAN),
                                    tail)
                            : null);
        }

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
    record OtherAccount(String iban) implements Payee {
        @Override
        public String toString() {
            return "the own account *" + tail();
        }
    }

    /** Somebody else's account at a bank. */
    record SomebodysAccount(String iban) implements Payee {
        @Override
        public String toString() {
            return "the account *" + tail();
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

        private static final String NUMBER = "number";
        private static final String CHARGE = "charge";
        private static final String REFERENCE = "reference";

        Map<String, String> requisites() {
            return Map.of(NUMBER, number, CHARGE, charge.toString(), REFERENCE, reference);
        }

        static Purchase of(Map<String, String> requisites) {
            return new Purchase(
                    value(requisites, NUMBER),
                    CommandKey.parse(value(requisites, CHARGE)),
                    value(requisites, REFERENCE));
        }

        @Override
        public String toString() {
            return "the payer of " + number;
        }
    }
}
