package kz.nusqau.counterparty.emoney;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kz.nusqau.counterparty.wire.HttpExchange;

/** Signs requests and checks the signatures of answers with the secret that both sides hold. */
final class Signing {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LINE_FEED = {'\n'};

    private final String clientId;
    private final SecretKeySpec key;
    private final Clock clock;

    Signing(String clientId, String secret, Clock clock) {
        this.clientId = clientId;
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /** Identity, time and signature of a request. */
    Map<String, String> headers(String method, String pathWithQuery, byte[] body) {
        String timestamp = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Client-Id", clientId);
        headers.put("X-Timestamp", timestamp);
        headers.put("X-Signature", signature(body, method, pathWithQuery, timestamp));
        return headers;
    }

    /** Whether the answer was signed with our secret; any other answer says nothing. */
    boolean isGenuine(HttpExchange.Answered answer) {
        String timestamp = answer.header("x-timestamp").orElse("");
        String expected = signature(answer.body(), Integer.toString(answer.status()), timestamp);
        String given = answer.header("x-signature").orElse("");
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                given.getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(byte[] body, String... lines) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String line : lines) {
                mac.update(line.getBytes(StandardCharsets.UTF_8));
                mac.update(LINE_FEED);
            }
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
