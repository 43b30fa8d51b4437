package kz.nusqau.simulator.smsc.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Builds a body field by field. It checks nothing: the simulator sends wrong PDUs on purpose. */
public final class FieldWriter {

    private byte[] body = new byte[256];
    private int length;

    public FieldWriter int8(int value) {
        room(1);
        body[length++] = (byte) value;
        return this;
    }

    public FieldWriter int16(int value) {
        return int8(value >>> 8).int8(value);
    }

    public FieldWriter cString(String text) {
        return bytes(text.getBytes(StandardCharsets.ISO_8859_1)).int8(0);
    }

    public FieldWriter octets(Octets octets) {
        return bytes(octets.shared());
    }

    public FieldWriter address(Address address) {
        return int8(address.ton()).int8(address.npi()).cString(address.digits());
    }

    public FieldWriter tlvs(List<Tlv> tlvs) {
        for (var tlv : tlvs) {
            int16(tlv.tag()).int16(tlv.value().length()).octets(tlv.value());
        }
        return this;
    }

    public Octets toOctets() {
        return Octets.owning(Arrays.copyOf(body, length));
    }

    private FieldWriter bytes(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, body, length, bytes.length);
        length += bytes.length;
        return this;
    }

    private void room(int octets) {
        if (length + octets > body.length) {
            body = Arrays.copyOf(body, Math.max(body.length * 2, length + octets));
        }
    }
}
