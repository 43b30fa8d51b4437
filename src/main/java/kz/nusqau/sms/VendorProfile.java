package kz.nusqau.sms;

import java.time.ZoneId;
import java.util.Map;
import kz.nusqau.sms.text.Alphabet;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one make of SMSC does differently from another.
 *
 * @param defaultAlphabet what data_coding 0 stands for
 * @param receiptZone of the times in receipts, which carry none
 * @param receipts whether receipts are asked for
 * @param receiptsUnmarked what reads like a receipt is one, even if nothing marks it: where all are
 *     marked, such a text was written by a person
 * @param shortCodeTon type of number of our short codes
 * @param shortCodeNpi numbering plan of our short codes
 */
record VendorProfile(
        @DefaultValue("same") MessageIds messageIds,
        @DefaultValue("gsm7") Alphabet defaultAlphabet,
        @DefaultValue("Asia/Almaty") ZoneId receiptZone,
        @DefaultValue("true") boolean receipts,
        @DefaultValue("false") boolean receiptsUnmarked,
        @DefaultValue("0") int shortCodeTon,
        @DefaultValue("0") int shortCodeNpi) {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    static final VendorProfile STANDARD =
            new VendorProfile(MessageIds.SAME, Alphabet.GSM7, ALMATY, true, false, 0, 0);

    static final Map<String, VendorProfile> BUILT_IN =
            Map.of(
                    "standard",
                    STANDARD,
                    "hex-then-decimal",
                    STANDARD.with(MessageIds.HEX_THEN_DECIMAL),
                    "decimal-then-hex",
                    STANDARD.with(MessageIds.DECIMAL_THEN_HEX),
                    "latin1-default",
                    new VendorProfile(MessageIds.SAME, Alphabet.LATIN1, ALMATY, true, false, 0, 0));

    VendorProfile with(MessageIds other) {
        return new VendorProfile(
                other,
                defaultAlphabet,
                receiptZone,
                receipts,
                receiptsUnmarked,
                shortCodeTon,
                shortCodeNpi);
    }
}
