package kz.nusqau.simulator.emoney;

import java.math.BigInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Account numbers of Kazakhstan after ISO 13616. */
final class Iban {

    private static final Pattern SHAPE = Pattern.compile("KZ[0-9]{5}[0-9A-Z]{13}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Iban() {}

    static boolean isValid(String text) {
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
