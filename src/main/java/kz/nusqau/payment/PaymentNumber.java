package kz.nusqau.payment;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import kz.nusqau.shared.InstructionId;

/**
 * The number of a payment that no e-money system numbers: {@code N}, eleven characters and a check
 * character, as the e-money systems write theirs and longer than any of these. Made from the
 * instruction's id: it is known before anything is sent, and the same after every replay.
 */
final class PaymentNumber {

    /** No character looks like another, and 23 is a prime, which the check character needs. */
    private static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";

    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final int PAYLOAD_LENGTH = 11;

    private PaymentNumber() {}

    static String of(InstructionId id) {
        BigInteger rest = new BigInteger(/* signum= */ 1, digest(id.toString()));
        var number = new StringBuilder("N");
        int sum = 0;
        for (int place = 1; place <= PAYLOAD_LENGTH; place++) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            rest = parts[0];
            int value = parts[1].intValue();
            sum += place * value;
            number.append(ALPHABET.charAt(value));
        }
        return number.append(ALPHABET.charAt(checkValue(sum))).toString();
    }

    /** What makes the sum of all values, each times its place, divisible by 23. */
    private static int checkValue(int sum) {
        int value = 0;
        while ((sum + (PAYLOAD_LENGTH + 1) * value) % ALPHABET.length() != 0) {
            value++;
        }
        return value;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
