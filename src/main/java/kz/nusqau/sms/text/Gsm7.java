package kz.nusqau.sms.text;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The default alphabet of GSM with its extension table (3GPP TS 23.038), one septet per octet as
 * SMPP carries it.
 */
final class Gsm7 {

    static final byte ESCAPE = 0x1B;
    private static final char NONE = '\uFFFF';
    private static final int EXTENDED = 0x100;

    private static final String TABLE =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final String EXTENSION = "\f^{}\\[~]|€";

    /** What follows the escape for each character of the extension. */
    private static final byte[] EXTENSION_SEPTETS = {
        0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
    };

    private static final short[] CODES = new short[0x2100];
    private static final char[] EXTENSION_CHARACTERS = new char[128];

    static {
        Arrays.fill(CODES, (short) -1);
        Arrays.fill(EXTENSION_CHARACTERS, NONE);
        for (int septet = 0; septet < TABLE.length(); septet++) {
            if (TABLE.charAt(septet) != NONE) {
                CODES[TABLE.charAt(septet)] = (short) septet;
            }
        }
        for (int i = 0; i < EXTENSION.length(); i++) {
            byte septet = EXTENSION_SEPTETS[i];
            CODES[EXTENSION.charAt(i)] = (short) (EXTENDED | septet);
            EXTENSION_CHARACTERS[septet] = EXTENSION.charAt(i);
        }
    }

    private Gsm7() {}

    static boolean has(int character) {
        return code(character) >= 0;
    }

    static boolean fits(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!has(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A character outside the alphabet becomes a question mark. */
    static byte[] encode(CharSequence text) {
        var octets = new ByteArrayOutputStream(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            int code = code(text.charAt(i));
            if (code < 0) {
                code = '?';
            } else if ((code & EXTENDED) != 0) {
                octets.write(ESCAPE);
            }
            octets.write(code & 0x7F);
        }
        return octets.toByteArray();
    }

    /** An unknown escape sequence shows the character of the basic table, as the standard asks. */
    static String decode(byte[] octets) {
        var text = new StringBuilder(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int septet = octets[i] & 0x7F;
            if (septet != ESCAPE) {
                text.append(TABLE.charAt(septet));
                continue;
            }
            int next = i + 1 < octets.length ? octets[++i] & 0x7F : ESCAPE;
            char extended = EXTENSION_CHARACTERS[next];
            if (extended != NONE) {
                text.append(extended);
            } else {
                // An escape after an escape is reserved and shows as a space.
                text.append(next == ESCAPE ? ' ' : TABLE.charAt(next));
            }
        }
        return text.toString();
    }

    private static int code(int character) {
        return character < CODES.length ? CODES[character] : -1;
    }
}
