package kz.nusqau.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kz.nusqau.platform.StartRefused;

/** The keys that sign blocks, kept outside the database: the first signs, all of them verify. */
final class SealKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 16;

    private final Map<String, SecretKeySpec> byId = new LinkedHashMap<>();
    private final String currentId;

    /** Secrets of at least 16 characters, the one that signs first. */
    SealKeys(List<String> secrets) {
        for (String secret : secrets) {
            byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
            byId.put(id(octets), new SecretKeySpec(octets, ALGORITHM));
        }
        this.currentId = byId.keySet().iterator().next();
    }

    /** One secret a line. */
    static SealKeys read(Path file) {
        try {
            List<String> secrets =
                    Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
            if (secrets.isEmpty() || secrets.stream().anyMatch(it -> it.length() < SHORTEST)) {
                throw new StartRefused(
                        "nusqau.ledger.seal-keys=" + file + " holds no key or too short a one",
                        "Put one secret of at least " + SHORTEST + " characters on each line.");
            }
            return new SealKeys(secrets);
        } catch (IOException e) {
            throw new StartRefused(
                    "nusqau.ledger.seal-keys=" + file + " can't be read: " + e,
                    "Name a file that the hub's user may read, with one secret a line.",
                    e);
        }
    }

    String currentId() {
        return currentId;
    }

    byte[] sign(byte[] hash) {
        return mac(currentId, hash);
    }

    boolean knows(String id) {
        return byId.containsKey(id);
    }

    boolean hasSigned(Block block) {
        return MessageDigest.isEqual(block.signature(), mac(block.keyId(), block.hash()));
    }

    private byte[] mac(String id, byte[] hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(byId.get(id));
            return mac.doFinal(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Tells keys apart and tells nothing of the secret. */
    private static String id(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            byte[] digest = mac.doFinal("id of a seal key".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
