package kz.nusqau.simulator.smsc;

import java.util.Locale;

/** How a vendor writes message ids; some write one id in two ways. */
public enum MessageIds {
    DECIMAL,
    HEX,
    /** Hexadecimal in submit_sm_resp, decimal in the receipt. */
    HEX_THEN_DECIMAL,
    /** Decimal in submit_sm_resp, hexadecimal in the receipt. */
    DECIMAL_THEN_HEX;

    String inResponse(long id) {
        return switch (this) {
            case DECIMAL, DECIMAL_THEN_HEX -> Long.toString(id);
            case HEX, HEX_THEN_DECIMAL -> hex(id);
        };
    }

    String inReceipt(long id) {
        return switch (this) {
            case DECIMAL, HEX_THEN_DECIMAL -> Long.toString(id);
            case HEX, DECIMAL_THEN_HEX -> hex(id);
        };
    }

    private static String hex(long id) {
        return Long.toHexString(id).toUpperCase(Locale.ROOT);
    }
}
