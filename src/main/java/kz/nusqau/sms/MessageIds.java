package kz.nusqau.sms;

import java.math.BigInteger;
import java.util.Locale;

/** How an SMSC writes the id of a message: some write the same id in two ways. */
enum MessageIds {
    SAME,
    /** Hexadecimal in submit_sm_resp, decimal in the receipt. */
    HEX_THEN_DECIMAL,
    /** Decimal in submit_sm_resp, hexadecimal in the receipt. */
    DECIMAL_THEN_HEX;

    private static final int HEX = 16;
    private static final int DECIMAL = 10;

    /** The id of a submit_sm_resp as receipts are matched by. */
    String ofResponse(String raw) {
        return this == HEX_THEN_DECIMAL ? inDecimal(raw, HEX) : normal(raw);
    }

    /** The id of a receipt as submits are matched by. */
    String ofReceipt(String raw) {
        return this == DECIMAL_THEN_HEX ? inDecimal(raw, HEX) : normal(raw);
    }

    private static String inDecimal(String raw, int radix) {
        try {
            return new BigInteger(raw.strip(), radix).toString(DECIMAL);
        } catch (NumberFormatException e) {
            // Not the number that the profile promised: perhaps it matches as it is.
            return normal(raw);
        }
    }

    private static String normal(String raw) {
        var id = raw.strip().toUpperCase(Locale.ROOT);
        int zeros = 0;
        while (zeros < id.length() - 1 && id.charAt(zeros) == '0') {
            zeros++;
        }
        return id.substring(zeros);
    }
}
