package kz.nusqau.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** What a confirmation is bound to: subscriber, payee, amount and fee; anything else voids it. */
final class BoundTerms {

    private BoundTerms() {}

    static byte[] digest(Payment payment) {
        var terms = payment.terms();
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part :
                    List.of(
                            payment.id().toString(),
                            payment.subscriber().toString(),
                            terms.provider(),
                            terms.requisites().toString(),
                            terms.amount().toString(),
                            terms.fee().toString(),
                            payment.system())) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // With its length before it, no two lists of parts read the same.
                digest.update((byte) (bytes.length >>> 8));
                digest.update((byte) bytes.length);
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
