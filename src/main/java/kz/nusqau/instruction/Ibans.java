package kz.nusqau.instruction;

import java.util.List;

/** Takes IBANs out of texts, valid or not; what is taken is empty when there is none. */
final class Ibans {

    private static final int LENGTH = 20;
    private static final int GROUP = 4;
    private static final String COUNTRY = "KZ";

    private Ibans() {}

    /** In one piece or in groups. */
    static String take(List<Item> items) {
        for (int i = 0; i < items.size(); i++) {
            String start = Fold.latin(items.get(i).raw());
            boolean begins =
                    start.startsWith(COUNTRY)
                            && (items.get(i) instanceof Item.Unknown || start.equals(COUNTRY))
                            && !start.equals("KZT");
            if (begins) {
                var iban = new StringBuilder();
                while (i < items.size() && iban.length() < LENGTH) {
                    iban.append(Fold.latin(items.remove(i).raw()));
                }
                return iban.toString();
            }
        }
        return "";
    }

    /**
     * In one piece or in groups of four: where money goes to others, no digit of the amount may
     * complete an IBAN that is too short.
     */
    static String takeOthers(List<Item> items) {
        for (int i = 0; i < items.size(); i++) {
            if (begins(items, i)) {
                var iban = new StringBuilder(Fold.latin(items.remove(i).raw()));
                while (i < items.size() && mayGoOn(iban)) {
                    iban.append(Fold.latin(items.remove(i).raw()));
                }
                return iban.toString();
            }
        }
        return "";
    }

    /** Whether one is begun, as {@link #takeOthers} finds it. */
    static boolean isIn(List<Item> items) {
        for (int i = 0; i < items.size(); i++) {
            if (begins(items, i)) {
                return true;
            }
        }
        return false;
    }

    /** {@code KZ41722C…}, {@code KZ41 722C …}, {@code KZ 41722C…}. */
    private static boolean begins(List<Item> items, int at) {
        String start = Fold.latin(items.get(at).raw());
        return start.equals(COUNTRY)
                ? at + 1 < items.size() && isDigit(items.get(at + 1).raw().charAt(0))
                : items.get(at) instanceof Item.Unknown
                        && start.startsWith(COUNTRY)
                        && isDigit(start.charAt(COUNTRY.length()));
    }

    private static boolean mayGoOn(CharSequence iban) {
        return iban.length() < LENGTH
                && (iban.length() == COUNTRY.length() || iban.length() % GROUP == 0);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
