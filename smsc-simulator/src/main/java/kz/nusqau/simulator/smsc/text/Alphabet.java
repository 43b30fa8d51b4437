package kz.nusqau.simulator.smsc.text;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import kz.nusqau.simulator.smsc.pdu.Octets;

/** How characters become octets, with the capacity of one short message of 140 octets. */
public enum Alphabet {
    GSM7(0x00, 160, 153),
    LATIN1(0x03, 140, 134),
    UCS2(0x08, 140, 134);

    private final int dataCoding;
    private final int singleOctets;
    private final int partOctets;

    Alphabet(int dataCoding, int singleOctets, int partOctets) {
        this.dataCoding = dataCoding;
        this.singleOctets = singleOctets;
        this.partOctets = partOctets;
    }

    /** GSM 03.38 when it holds every character, else UCS2: what a phone does. */
    public static Alphabet fitting(String text) {
        return text.codePoints().allMatch(Gsm7::canEncode) ? GSM7 : UCS2;
    }

    /**
     * The alphabet that a data_coding announces; 0 means whatever the SMSC takes for its default.
     */
    public static Alphabet ofDataCoding(int dataCoding, Alphabet smscDefault) {
        return switch (dataCoding) {
            case 0 -> smscDefault;
            case 1, 2, 3, 4 -> LATIN1;
            case 8 -> UCS2;
            default -> ofGsmGroup(dataCoding, smscDefault);
        };
    }

    /** Message classes and the general group of 3GPP TS 23.038. */
    private static Alphabet ofGsmGroup(int dataCoding, Alphabet smscDefault) {
        if ((dataCoding & 0xF0) == 0xF0) {
            return (dataCoding & 0x04) == 0 ? GSM7 : LATIN1;
        }
        if ((dataCoding & 0xF0) == 0x10) {
            return switch (dataCoding & 0x0C) {
                case 0x00 -> GSM7;
                case 0x08 -> UCS2;
                default -> LATIN1;
            };
        }
        return smscDefault;
    }

    public int dataCoding() {
        return dataCoding;
    }

    /** Octets of text in a message that stands alone. */
    public int singleOctets() {
        return singleOctets;
    }

    /** Octets of text in one part of a joined message with a header of six octets. */
    public int partOctets() {
        return partOctets;
    }

    /** What the alphabet can't hold becomes a question mark. */
    public Octets encode(String text) {
        var out = ByteBuffer.allocate(text.length() * 2);
        text.codePoints().forEach(codePoint -> out.put(encode(codePoint)));
        return Octets.of(out.array()).slice(0, out.position());
    }

    /** The octets of one character; they must stay in one part. */
    byte[] encode(int codePoint) {
        return this == GSM7
                ? Gsm7.encode(codePoint)
                : Character.toString(codePoint).getBytes(charset());
    }

    public String decode(Octets octets) {
        return this == GSM7
                ? Gsm7.decode(octets.toByteArray())
                : new String(octets.toByteArray(), charset());
    }

    private Charset charset() {
        return this == UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
    }
}
