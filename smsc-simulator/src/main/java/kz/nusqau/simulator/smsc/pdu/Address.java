package kz.nusqau.simulator.smsc.pdu;

/** Who sends or receives: type of number, numbering plan, and the digits or letters. */
public record Address(int ton, int npi, String digits) {

    private static final int INTERNATIONAL = 1;
    private static final int ALPHANUMERIC = 5;
    private static final int ISDN = 1;

    /** From here on a row of digits is a phone number and not a short code. */
    private static final int SHORTEST_PHONE_NUMBER = 10;

    /** Chooses type and plan the way operators here do: 1/1 numbers, 0/0 short codes, 5/0 names. */
    public static Address of(String text) {
        var digits = text.startsWith("+") ? text.substring(1) : text;
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Address(ALPHANUMERIC, 0, digits);
        }
        return digits.length() >= SHORTEST_PHONE_NUMBER
                ? new Address(INTERNATIONAL, ISDN, digits)
                : new Address(0, 0, digits);
    }

    @Override
    public String toString() {
        return digits + " (" + ton + "/" + npi + ")";
    }
}
