package kz.nusqau.sms.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into the parts of one message; never between the halves of a character. */
public final class Segmenter {

    /** The total of a concatenation header is one octet. */
    public static final int MOST_PARTS = 255;

    private Segmenter() {}

    /**
     * The octets of each part, without a header; one part when the text fits into it.
     *
     * @throws IllegalArgumentException when it would take more than {@link #MOST_PARTS}
     */
    public static List<byte[]> split(String text, Alphabet alphabet) {
        byte[] whole = alphabet.encode(text);
        if (whole.length <= alphabet.singleOctets()) {
            return List.of(whole);
        }
        var parts = new ArrayList<byte[]>();
        int start = 0;
        while (start < whole.length) {
            int end = Math.min(start + alphabet.partOctets(), whole.length);
            if (end < whole.length) {
                end -= overhang(whole, end, alphabet);
            }
            parts.add(java.util.Arrays.copyOfRange(whole, start, end));
            start = end;
        }
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException(
                    "a text of %d characters needs %d parts, at most %d are possible"
                            .formatted(text.length(), parts.size(), MOST_PARTS));
        }
        return parts;
    }

    /** Octets before {@code end} that belong to the character after it. */
    private static int overhang(byte[] octets, int end, Alphabet alphabet) {
        return switch (alphabet) {
            case GSM7 -> octets[end - 1] == Gsm7.ESCAPE ? 1 : 0;
            case LATIN1 -> 0;
            // D8..DB in the high octet: the first half of a surrogate pair.
            case UCS2 -> (octets[end - 2] & 0xFC) == 0xD8 ? 2 : 0;
        };
    }
}
