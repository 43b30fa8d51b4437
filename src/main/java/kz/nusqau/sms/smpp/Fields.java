package kz.nusqau.sms.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads the fields of a PDU's body one after the other. */
final class Fields {

    private final byte[] body;
    private int at;

    Fields(byte[] body) {
        this.body = body;
    }

    int octet(int statusIfMissing, String name) throws MalformedPdu {
        if (at >= body.length) {
            throw new MalformedPdu(statusIfMissing, name + " is missing");
        }
        return body[at++] & 0xFF;
    }

    /** Up to the NUL; {@code most} counts the characters without it. */
    String text(int most, int statusIfBroken, String name) throws MalformedPdu {
        for (int end = at; end < body.length && end - at <= most; end++) {
            if (body[end] == 0) {
                var text = new String(body, at, end - at, StandardCharsets.ISO_8859_1);
                at = end + 1;
                return text;
            }
        }
        throw new MalformedPdu(statusIfBroken, name + " has no end within " + most + " characters");
    }

    byte[] octets(int length, int statusIfMissing, String name) throws MalformedPdu {
        if (length > body.length - at) {
            throw new MalformedPdu(
                    statusIfMissing,
                    "%s: %d octets announced, %d there".formatted(name, length, body.length - at));
        }
        at += length;
        return Arrays.copyOfRange(body, at - length, at);
    }

    /** The optional parameters up to the end, the first of each tag. */
    Map<Integer, byte[]> parameters() throws MalformedPdu {
        if (at == body.length) {
            return Map.of();
        }
        var parameters = new HashMap<Integer, byte[]>();
        while (at < body.length) {
            int tag = int16("tag");
            int length = int16("length of parameter " + Integer.toHexString(tag));
            parameters.putIfAbsent(
                    tag,
                    octets(
                            length,
                            Status.INVALID_OPTIONAL_PARAMETERS,
                            "parameter " + Integer.toHexString(tag)));
        }
        return parameters;
    }

    private int int16(String name) throws MalformedPdu {
        return (octet(Status.INVALID_OPTIONAL_PARAMETERS, name) << 8)
                | octet(Status.INVALID_OPTIONAL_PARAMETERS, name);
    }
}
