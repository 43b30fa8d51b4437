package kz.nusqau.simulator.smsc.text;

import java.util.Arrays;

/**
 * The default alphabet of GSM (3GPP TS 23.038) with its extension table, one septet per octet as
 * SMPP carries it.
 */
final class Gsm7 {

    private static final int ESCAPE = 0x1B;
    private static final char NOT_MAPPED = '\uFFFF';

    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final String EXTENDED = "\f^{}\\[~]|€";
    private static final byte[] EXTENDED_CODES = {
        0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
    };

    /** By character: the septet, or the septet after the escape with the high bit set, or -1. */
    private static final short[] CODES = new short[0x2200];

    private static final char[] AFTER_ESCAPE = new char[128];

    static {
        Arrays.fill(CODES, (short) -1);
        for (int septet = 0; septet < BASIC.length(); septet++) {
            if (BASIC.charAt(septet) != NOT_MAPPED) {
                CODES[BASIC.charAt(septet)] = (short) septet;
            }
        }
        Arrays.fill(AFTER_ESCAPE, NOT_MAPPED);
        for (int i = 0; i < EXTENDED.length(); i++) {
            CODES[EXTENDED.charAt(i)] = (short) (EXTENDED_CODES[i] | 0x80);
            AFTER_ESCAPE[EXTENDED_CODES[i]] = EXTENDED.charAt(i);
        }
    }

    private Gsm7() {}

    static boolean canEncode(int codePoint) {
        return codePoint < CODES.length && CODES[codePoint] >= 0;
    }

    /** One octet, or two with the escape; what the alphabet lacks becomes a question mark. */
    static byte[] encode(int codePoint) {
        int code = canEncode(codePoint) ? CODES[codePoint] : '?';
        return (code & 0x80) == 0
                ? new byte[] {(byte) code}
                : new byte[] {ESCAPE, (byte) (code & 0x7F)};
    }

    /** An unknown escape sequence reads as the basic character, as the standard asks. */
    static String decode(byte[] octets) {
        var text = new StringBuilder(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int septet = octets[i] & 0x7F;
            if (septet != ESCAPE) {
                text.append(BASIC.charAt(septet));
            } else if (i + 1 < octets.length) {
                int next = octets[++i] & 0x7F;
                char extended = AFTER_ESCAPE[next];
                text.append(
                        extended != NOT_MAPPED
                                ? extended
                                : next == ESCAPE ? ' ' : BASIC.charAt(next));
            }
        }
        return text.toString();
    }
}
