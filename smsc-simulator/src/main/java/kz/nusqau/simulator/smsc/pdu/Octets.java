package kz.nusqau.simulator.smsc.pdu;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Immutable bytes that compare by content and print as hexadecimal. */
public final class Octets {

    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
    }

    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Takes the array over without a copy: the caller must not touch it again. */
    static Octets owning(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes);
    }

    public int length() {
        return bytes.length;
    }

    /** The octet as an unsigned value. */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    public Octets from(int start) {
        return slice(start, bytes.length);
    }

    public Octets slice(int start, int end) {
        return start == 0 && end == bytes.length
                ? this
                : owning(Arrays.copyOfRange(bytes, start, end));
    }

    public Octets plus(Octets more) {
        var joined = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
        System.arraycopy(more.bytes, 0, joined, bytes.length, more.bytes.length);
        return owning(joined);
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** The array itself, for readers inside this package that promise not to write. */
    byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
