package kz.nusqau.simulator.bank;

/** How account holders are called: a first name and an initial, as banks show them. */
final class Holders {

    private static final String[] NAMES = {
        "AIGERIM", "NURLAN", "DANA", "YERLAN", "SAULE", "TIMUR", "MADINA", "ARMAN", "OLGA", "SERGEY"
    };
    private static final String INITIALS = "ABDEKMNST";

    private Holders() {}

    static String nameOf(String msisdn) {
        long number = Long.parseLong(msisdn);
        return "%s %s."
                .formatted(
                        NAMES[(int) (number % NAMES.length)],
                        INITIALS.charAt((int) (number / NAMES.length % INITIALS.length())));
    }
}
