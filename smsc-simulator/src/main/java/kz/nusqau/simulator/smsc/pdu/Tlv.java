package kz.nusqau.simulator.smsc.pdu;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An optional parameter. */
public record Tlv(int tag, Octets value) {

    public static final int RECEIPTED_MESSAGE_ID = 0x001E;
    public static final int USER_MESSAGE_REFERENCE = 0x0204;
    public static final int SAR_REFERENCE = 0x020C;
    public static final int SAR_TOTAL = 0x020E;
    public static final int SAR_SEQUENCE = 0x020F;
    public static final int SC_INTERFACE_VERSION = 0x0210;
    public static final int MS_AVAILABILITY_STATUS = 0x0422;
    public static final int NETWORK_ERROR_CODE = 0x0423;
    public static final int MESSAGE_PAYLOAD = 0x0424;
    public static final int MESSAGE_STATE = 0x0427;
    public static final int USSD_SERVICE_OP = 0x0501;
    public static final int ITS_SESSION_INFO = 0x1383;

    public static Tlv int8(int tag, int value) {
        return new Tlv(tag, Octets.of((byte) value));
    }

    public static Tlv int16(int tag, int value) {
        return new Tlv(tag, Octets.of((byte) (value >>> 8), (byte) value));
    }

    /** A text closed by NUL, as message ids are carried. */
    public static Tlv cString(int tag, String text) {
        return new Tlv(tag, Octets.of((text + "\0").getBytes(StandardCharsets.ISO_8859_1)));
    }

    public static Optional<Octets> find(List<Tlv> tlvs, int tag) {
        for (var tlv : tlvs) {
            if (tlv.tag() == tag) {
                return Optional.of(tlv.value());
            }
        }
        return Optional.empty();
    }

    /** The value as an unsigned number of any length up to four octets. */
    public static Optional<Integer> number(List<Tlv> tlvs, int tag) {
        return find(tlvs, tag)
                .filter(value -> value.length() >= 1 && value.length() <= Integer.BYTES)
                .map(
                        value -> {
                            int number = 0;
                            for (int i = 0; i < value.length(); i++) {
                                number = number << 8 | value.at(i);
                            }
                            return number;
                        });
    }
}
