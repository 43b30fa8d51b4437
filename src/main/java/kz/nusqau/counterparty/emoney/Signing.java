package kz.nusqau.counterparty.emoney;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration LARGEST_CLOCK_SKEW = Duration.ofMinutes(5);
    private static final byte[] LINE_FEED = {'\n'};
    private static final int PIECE_BYTES = 1 << 16;

    private final String clientId;
    // Cloned for each use: a Mac has state, and setting a key up costs more than copying.
    private final Mac keyed;
    private final Clock clock;

    Signing(String clientId, String secret, Clock clock) {
        this.clientId = clientId;
        this.keyed = keyed(secret);
        this.clock = clock;
    }

    private static Mac keyed(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
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
        return isEqual(expected, answer.header("x-signature").orElse(""));
    }

    /**
     * Whether a request claims to be for us and of now: a signed one that was overheard is good for
     * minutes, not for ever.
     *
     * @param headers names in lower case
     */
    boolean isTimely(Map<String, String> headers) {
        return clientId.equals(headers.get("x-client-id"))
                && isNear(headers.getOrDefault("x-timestamp", ""));
    }

    private boolean isNear(String timestamp) {
        try {
            Duration skew = Duration.between(Instant.parse(timestamp), clock.instant()).abs();
            return skew.compareTo(LARGEST_CLOCK_SKEW) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    /** Whether a request was signed with our secret. */
    boolean isGenuine(String method, String path, Map<String, String> headers, byte[] body) {
        String timestamp = headers.getOrDefault("x-timestamp", "");
        return isEqual(
                signature(body, method, path, timestamp), headers.getOrDefault("x-signature", ""));
    }

    private static boolean isEqual(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                given.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same for an answer whose body is in a file. */
    boolean isGenuine(int status, String timestamp, String given, Path body) {
        try (var in = Files.newInputStream(body)) {
            Mac mac = begun(Integer.toString(status), timestamp);
            byte[] piece = new byte[PIECE_BYTES];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                mac.update(piece, 0, read);
            }
            String expected = HexFormat.of().formatHex(mac.doFinal());
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.US_ASCII),
                    given.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String signature(byte[] body, String... lines) {
        return HexFormat.of().formatHex(begun(lines).doFinal(body));
    }

    private Mac begun(String... lines) {
        try {
            var mac = (Mac) keyed.clone();
            for (String line : lines) {
                mac.update(line.getBytes(StandardCharsets.UTF_8));
                mac.update(LINE_FEED);
            }
            return mac;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the provider's Mac can be cloned", e);
        }
    }
}
