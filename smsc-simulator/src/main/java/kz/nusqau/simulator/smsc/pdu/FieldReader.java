package kz.nusqau.simulator.smsc.pdu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of a body one after the other; each failure names the status it deserves. */
public final class FieldReader {

    private final byte[] body;
    private int position;

    public FieldReader(Octets body) {
        this.body = body.shared();
    }

    public int int8() {
        if (position >= body.length) {
            throw new MalformedPdu(CommandStatus.INVALID_COMMAND_LENGTH, "body ends early");
        }
        return body[position++] & 0xFF;
    }

    /** A string that ends with NUL; {@code maxOctets} counts the NUL. */
    public String cString(int maxOctets, int statusIfBad) {
        int end = position;
        int limit = Math.min(body.length, position + maxOctets);
        while (end < limit && body[end] != 0) {
            end++;
        }
        if (end == limit) {
            throw new MalformedPdu(statusIfBad, "no NUL within " + maxOctets + " octets");
        }
        var text = new String(body, position, end - position, StandardCharsets.ISO_8859_1);
        position = end + 1;
        return text;
    }

    public Octets octets(int length, int statusIfBad) {
        if (length > body.length - position) {
            throw new MalformedPdu(statusIfBad, "announced " + length + " octets, body ends");
        }
        var part = new byte[length];
        System.arraycopy(body, position, part, 0, length);
        position += length;
        return Octets.owning(part);
    }

    public Address address(int maxOctets, int statusIfBad) {
        int ton = int8();
        int npi = int8();
        return new Address(ton, npi, cString(maxOctets, statusIfBad));
    }

    /** All that is left, as optional parameters. */
    public List<Tlv> tlvs() {
        if (position == body.length) {
            return List.of();
        }
        var tlvs = new ArrayList<Tlv>();
        while (position < body.length) {
            if (body.length - position < 4) {
                throw new MalformedPdu(CommandStatus.INVALID_TLV_STREAM, "parameter cut short");
            }
            int tag = int16();
            int length = int16();
            tlvs.add(new Tlv(tag, octets(length, CommandStatus.INVALID_TLV_LENGTH)));
        }
        return List.copyOf(tlvs);
    }

    private int int16() {
        return int8() << 8 | int8();
    }
}
