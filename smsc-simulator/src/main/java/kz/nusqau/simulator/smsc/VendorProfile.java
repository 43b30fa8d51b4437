package kz.nusqau.simulator.smsc;

import java.time.ZoneId;
import kz.nusqau.simulator.smsc.text.Alphabet;

/** What one make of SMSC does differently from another. */
public record VendorProfile(
        MessageIds messageIds, Receipts receipts, Alphabet defaultAlphabet, ZoneId receiptZone) {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    /** Decimal ids, receipts with text and TLVs, GSM 03.38 for data_coding 0. */
    public static final VendorProfile STANDARD =
            new VendorProfile(MessageIds.DECIMAL, Receipts.USUAL, Alphabet.GSM7, ALMATY);

    /** Hexadecimal ids in answers, decimal in receipts, receipts as text only. */
    public static final VendorProfile HEX_THEN_DECIMAL =
            STANDARD.with(MessageIds.HEX_THEN_DECIMAL).with(Receipts.USUAL.withTextOnly());

    /** Decimal ids in answers, hexadecimal in receipts. */
    public static final VendorProfile DECIMAL_THEN_HEX = STANDARD.with(MessageIds.DECIMAL_THEN_HEX);

    /** Takes data_coding 0 for Latin-1. */
    public static final VendorProfile LATIN1_DEFAULT = STANDARD.with(Alphabet.LATIN1);

    public VendorProfile with(MessageIds other) {
        return new VendorProfile(other, receipts, defaultAlphabet, receiptZone);
    }

    public VendorProfile with(Receipts other) {
        return new VendorProfile(messageIds, other, defaultAlphabet, receiptZone);
    }

    public VendorProfile with(Alphabet other) {
        return new VendorProfile(messageIds, receipts, other, receiptZone);
    }
}
