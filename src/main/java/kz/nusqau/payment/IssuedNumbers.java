package kz.nusqau.payment;

import java.util.Arrays;
import kz.nusqau.shared.InstructionId;

/**
 * Payment numbers of what no e-money is bought for, so that no system issues one (R-INS-5): {@code
 * N}, twelve characters, one of them a digit at least, and a check character. The same instruction
 * always gets the same number.
 */
final class IssuedNumbers {

    /** No character looks like another, and 23 is a prime, which the check character needs. */
    private static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";

    private static final int BASE = ALPHABET.length();
    private static final int DIGITS = 8;
    private static final int LENGTH = 12;
    // Of thirteen, the check character's own weight, modulo 23.
    private static final int INVERSE = 16;

    private IssuedNumbers() {}

    static String of(InstructionId id) {
        // The random half of the id.
        long rest = id.value().getLeastSignificantBits();
        int[] values = new int[LENGTH];
        for (int at = 0; at < LENGTH; at++) {
            values[at] = (int) Long.remainderUnsigned(rest, BASE);
            rest = Long.divideUnsigned(rest, BASE);
        }
        if (Arrays.stream(values).allMatch(value -> value >= DIGITS)) {
            // A number of letters alone would look like a word.
            values[0] %= DIGITS;
        }
        var number = new StringBuilder("N");
        int sum = 0;
        for (int at = 0; at < LENGTH; at++) {
            sum += (at + 1) * values[at];
            number.append(ALPHABET.charAt(values[at]));
        }
        return number.append(ALPHABET.charAt((BASE - sum % BASE) * INVERSE % BASE)).toString();
    }
}
