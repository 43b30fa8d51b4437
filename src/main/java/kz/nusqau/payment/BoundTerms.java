package kz.nusqau.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a confirmation is bound to: subscriber, kind, payee, amount and fee; accounts, rate, what is
 * credited and the other holder's name where a bank moves it. Anything else voids it.
 */
final class BoundTerms {

    private BoundTerms() {}

    static byte[] digest(Payment payment) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts(payment)) {
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

    private static List<String> parts(Payment payment) {
        var terms = payment.terms();
        var parts = new ArrayList<String>();
        parts.add(payment.id().toString());
        parts.add(payment.subscriber().toString());
        switch (terms.payee()) {
            case Payee.Provider(var code, var requisites) -> {
                parts.add(code);
                parts.add(requisites.toString());
            }
            case Payee.Person(var msisdn) -> parts.add(msisdn.digits());
            case Payee.Own own -> {
                parts.add(own.account().bank());
                parts.add(own.account().iban());
            }
            case Payee.Self self -> {
                // The subscriber's own wallet.
            }
            case Payee.OtherAccount(var iban) -> parts.add(iban);
            case Payee.SomebodysAccount(var iban) -> parts.add(iban);
            case Payee.AppStore store -> {
                // There is one.
            }
            case Payee.Purchase purchase -> parts.add(purchase.reference());
            case Payee.Advance advance -> parts.add(advance.requisites().toString());
        }
        parts.add(terms.amount().toString());
        parts.add(terms.fee().toString());
        parts.add(payment.system());
        parts.add(payment.kind().name());
        BankMove move = terms.move();
        if (move != null) {
            parts.add(move.bank());
            parts.add(move.from());
            parts.add(move.to());
            parts.add(move.credited(terms.amount()).toString());
            parts.add(move.exchange() == null ? "" : move.exchange().rate().toPlainString());
            if (move.holder() != null) {
                parts.add(move.holder());
            }
        }
        return parts;
    }
}
