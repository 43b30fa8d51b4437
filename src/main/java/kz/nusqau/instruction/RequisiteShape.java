package kz.nusqau.instruction;

import java.util.regex.Pattern;

/**
 * What a requisite looks like.
 *
 * @param name key of its reply text: {@code account}
 * @param pattern the exact form, after separators inside it are removed
 * @param example a valid value, shown to people
 */
public record RequisiteShape(String name, Pattern pattern, Check check, String example) {

    /** The test beyond the pattern. */
    public enum Check {
        NONE,
        /** The last digit is the sum of the others modulo 10. */
        SUM_MOD_10,
        /** Individual identification number: date, century and two-pass check digit. */
        IIN,
        /** A mobile number of Kazakhstan in any usual notation. */
        MSISDN
    }
}
