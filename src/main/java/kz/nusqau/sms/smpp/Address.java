package kz.nusqau.sms.smpp;

/**
 * Who sends or gets a message.
 *
 * @param ton type of number: 1 international, 5 alphanumeric
 * @param npi numbering plan: 1 is E.164
 */
public record Address(int ton, int npi, String value) {

    public static final int INTERNATIONAL = 1;
    public static final int ALPHANUMERIC = 5;

    private static final int TO_SHOW = 6;

    /** Short codes and names in clear; of a subscriber's number only the beginning (R-OPS-6). */
    @Override
    public String toString() {
        return value.length() <= TO_SHOW ? value : value.substring(0, 4) + "*****";
    }
}
