package kz.nusqau.sms.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What short_message holds: a header if the esm_class says so (3GPP TS 23.040), then the text.
 *
 * @param part null when the message is whole, or its header makes no sense
 */
public record UserData(byte[] text, @Nullable Part part) {

    private static final int CONCATENATION_8_BIT = 0x00;
    private static final int CONCATENATION_16_BIT = 0x08;

    /** Octets of the header that {@link #withHeader} writes. */
    public static final int HEADER_LENGTH = 6;

    /** Reads the header when there is one; a broken header is left in the text. */
    public static UserData read(byte[] octets, boolean hasHeader) {
        if (!hasHeader || octets.length == 0) {
            return new UserData(octets, null);
        }
        int end = 1 + (octets[0] & 0xFF);
        if (end > octets.length) {
            return new UserData(octets, null);
        }
        return new UserData(Arrays.copyOfRange(octets, end, octets.length), readPart(octets, end));
    }

    private static @Nullable Part readPart(byte[] octets, int end) {
        int at = 1;
        while (at + 1 < end) {
            int element = octets[at] & 0xFF;
            int length = octets[at + 1] & 0xFF;
            int data = at + 2;
            if (data + length > end) {
                return null;
            }
            if (element == CONCATENATION_8_BIT && length == 3) {
                return part(octets[data] & 0xFF, octets, data + 1);
            }
            if (element == CONCATENATION_16_BIT && length == 4) {
                int reference = ((octets[data] & 0xFF) << 8) | (octets[data + 1] & 0xFF);
                return part(reference, octets, data + 2);
            }
            at = data + length;
        }
        return null;
    }

    private static @Nullable Part part(int reference, byte[] octets, int at) {
        int total = octets[at] & 0xFF;
        int number = octets[at + 1] & 0xFF;
        return number < 1 || number > total ? null : new Part(reference, total, number);
    }

    /** Puts a concatenation header with an 8-bit reference before a part's text. */
    public static byte[] withHeader(byte[] text, Part part) {
        var octets = new byte[HEADER_LENGTH + text.length];
        octets[0] = HEADER_LENGTH - 1;
        octets[1] = CONCATENATION_8_BIT;
        octets[2] = 3;
        octets[3] = (byte) part.reference();
        octets[4] = (byte) part.total();
        octets[5] = (byte) part.number();
        System.arraycopy(text, 0, octets, HEADER_LENGTH, text.length);
        return octets;
    }
}
