package kz.nusqau.counterparty.bank;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.shared.TimeOrderedId;

/** Ids that fit into the 35 characters which ISO 20022 has for them. */
final class MessageIds {

    private static final int BYTES = 16;

    private MessageIds() {}

    static String next() {
        return TimeOrderedId.next().toString().replace("-", "");
    }

    /** The same key gives the same id for ever. */
    static String of(CommandKey key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.toString().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** By which a bank's staff and ours find all of an instruction. */
    static String ofInstruction(CommandKey key) {
        return key.instruction().toString().replace("-", "");
    }
}
