package kz.nusqau.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import kz.nusqau.shared.InstructionId;

/**
 * Numbers of what no e-money system has a part in, in the form of theirs (R-INS-5): {@code N},
 * eight characters of which none looks like another, and a check character.
 */
final class PaymentNumbers {

    private static final String ALPHABET = "23456789ACDEFHJKMNPRTWX";
    private static final int BASE = ALPHABET.length();
    private static final int LENGTH = 8;

    private PaymentNumbers() {}

    /** The same instruction has the same number for ever. */
    static String of(InstructionId id) {
        byte[] hash = hash(id);
        var number = new StringBuilder("N");
        int sum = 0;
        for (int i = 1; i <= LENGTH; i++) {
            // Two bytes a character: the remainder favours none that anybody could notice.
            int value = ((hash[2 * i] & 0xFF) << 8 | (hash[2 * i + 1] & 0xFF)) % BASE;
            sum += i * value;
            number.append(ALPHABET.charAt(value));
        }
        int check = 0;
        while ((sum + (LENGTH + 1) * check) % BASE != 0) {
            check++;
        }
        return number.append(ALPHABET.charAt(check)).toString();
    }

    private static byte[] hash(InstructionId id) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(id.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
