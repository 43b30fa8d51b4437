package kz.nusqau.simulator.emoney;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 signatures with one client's secret. */
final class Signatures {

    private static final String ALGORITHM = "HmacSHA256";

    // Cloned for each use: a Mac has state, and setting a key up costs more than copying.
    private final Mac keyed;

    Signatures(String secret) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    String ofRequest(String method, String target, String timestamp, byte[] body) {
        return sign(method + '\n' + target + '\n' + timestamp + '\n', body);
    }

    String ofAnswer(int status, String timestamp, byte[] body) {
        return sign(status + "\n" + timestamp + '\n', body);
    }

    /** Takes equally long whether the first or the last character differs. */
    static boolean areEqual(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String head, byte[] body) {
        try {
            var mac = (Mac) keyed.clone();
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the provider's Mac can be cloned", e);
        }
    }
}
