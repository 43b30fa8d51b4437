package kz.nusqau.sms.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How the characters of a short message are written as octets. */
public enum Alphabet {
    /** Septets, one in an octet. */
    GSM7(0, 160, 153),
    LATIN1(3, 140, 134),
    UCS2(8, 140, 134);

    private final int dataCoding;
    private final int singleOctets;
    private final int partOctets;

    Alphabet(int dataCoding, int singleOctets, int partOctets) {
        this.dataCoding = dataCoding;
        this.singleOctets = singleOctets;
        this.partOctets = partOctets;
    }

    /**
     * What a data_coding stands for; empty for binary data and for codings that nobody here sends.
     *
     * @param ofZero what the SMSC means by 0, its own default
     */
    public static Optional<Alphabet> of(int dataCoding, Alphabet ofZero) {
        if ((dataCoding & 0xF0) == 0xF0) {
            // Message class: bit 2 tells 8-bit data from the default alphabet.
            return (dataCoding & 0x04) == 0 ? Optional.of(GSM7) : Optional.empty();
        }
        if ((dataCoding & 0xC0) == 0xC0 || (dataCoding & 0xC0) == 0x40) {
            return Optional.empty();
        }
        return switch (dataCoding & 0x0F) {
            case 0 -> Optional.of(ofZero);
            case 1, 3 -> Optional.of(LATIN1);
            case 8 -> Optional.of(UCS2);
            default -> Optional.empty();
        };
    }

    /** This alphabet when it has every character, else UCS2. */
    public Alphabet orUcs2For(CharSequence text) {
        boolean fits =
                switch (this) {
                    case GSM7 -> Gsm7.fits(text);
                    case LATIN1 -> text.chars().allMatch(Alphabet::isLatin1);
                    case UCS2 -> true;
                };
        return fits ? this : UCS2;
    }

    private static boolean isLatin1(int c) {
        return c == '\n' || c == '\r' || (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c <= 0xFF);
    }

    public int dataCoding() {
        return dataCoding;
    }

    /** What a message of one part holds, in octets as SMPP carries them. */
    public int singleOctets() {
        return singleOctets;
    }

    /** The same beside a concatenation header with an 8-bit reference. */
    public int partOctets() {
        return partOctets;
    }

    public byte[] encode(CharSequence text) {
        return switch (this) {
            case GSM7 -> Gsm7.encode(text);
            case LATIN1 -> text.toString().getBytes(StandardCharsets.ISO_8859_1);
            case UCS2 -> text.toString().getBytes(StandardCharsets.UTF_16BE);
        };
    }

    /** Empty when the octets are no text in this alphabet. */
    public Optional<String> decode(byte[] octets) {
        return switch (this) {
            case GSM7 -> Optional.of(Gsm7.decode(octets));
            case LATIN1 -> Optional.of(new String(octets, StandardCharsets.ISO_8859_1));
            case UCS2 -> decodeUtf16(octets);
        };
    }

    private static Optional<String> decodeUtf16(byte[] octets) {
        try {
            var text = StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(octets));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
