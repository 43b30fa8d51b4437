package kz.nusqau.simulator.world;

import java.math.BigInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Account numbers of Kazakhstan after ISO 13616. */
public final class Iban {

    private static final String COUNTRY = "KZ";
    private static final Pattern SHAPE = Pattern.compile("KZ[0-9]{5}[0-9A-Z]{13}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Iban() {}

    /**
     * Puts country and check digits before it.
     *
     * @param account code of the bank and number of the account
     */
    public static String of(String account) {
        return COUNTRY + "%02d".formatted(98 - remainder(COUNTRY + "00" + account)) + account;
    }

    /** Whether country, length and check digits are right. */
    public static boolean isValid(String text) {
        return SHAPE.matcher(text).matches() && remainder(text) == 1;
    }

    /** Letters count from ten, and the first four characters come last. */
    private static int remainder(String text) {
        var digits =
                (text.substring(4) + text.substring(0, 4))
                        .chars()
                        .mapToObj(each -> String.valueOf(Character.digit(each, 36)))
                        .collect(Collectors.joining());
        return new BigInteger(digits).mod(MODULUS).intValue();
    }
}
