package kz.nusqau.confirmation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import kz.nusqau.subscriber.PersonalData;
import org.jspecify.annotations.Nullable;

/** Codes, and the keyed hashes that stand for them at rest. */
final class Proofs {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CODES = 1_000_000;
    private static final byte[] PLAIN_YES = {};

    private final PersonalData personalData;

    Proofs(PersonalData personalData) {
        this.personalData = personalData;
    }

    /** Six digits, each code as likely as any other (R-OTP-1). */
    static String newCode() {
        return String.valueOf(CODES + RANDOM.nextInt(CODES)).substring(1);
    }

    /**
     * Bound to the challenge and to what it confirms: the same digits prove nothing elsewhere.
     *
     * @param digits null for a plain yes
     */
    byte[] of(UUID challenge, byte[] boundDigest, @Nullable String digits) {
        byte[] id =
                ByteBuffer.allocate(16)
                        .putLong(challenge.getMostSignificantBits())
                        .putLong(challenge.getLeastSignificantBits())
                        .array();
        byte[] answer = digits == null ? PLAIN_YES : digits.getBytes(StandardCharsets.US_ASCII);
        return personalData.keyedHash("challenge", id, boundDigest, answer);
    }
}
