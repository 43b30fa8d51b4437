package kz.nusqau.counterparty.emoney;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import kz.nusqau.counterparty.CommandKey;

/** UUID version 5 (RFC 9562) over a command's key: the same key gives the same id for ever. */
final class NamedId {

    // Our own name space; changing it would orphan every command under way.
    private static final UUID NAME_SPACE = UUID.fromString("6b1f1c0e-53a2-4b8e-9f0d-6d3c7a4e2b15");

    private NamedId() {}

    static UUID of(CommandKey key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(
                    ByteBuffer.allocate(16)
                            .putLong(NAME_SPACE.getMostSignificantBits())
                            .putLong(NAME_SPACE.getLeastSignificantBits())
                            .array());
            var hash =
                    ByteBuffer.wrap(
                            digest.digest(key.toString().getBytes(StandardCharsets.US_ASCII)));
            long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000;
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
