package kz.nusqau.payment;

import java.time.Instant;
import java.util.List;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;

/**
 * An instruction that moves money as support staff see it. Whose bill is paid is personal: of the
 * payee's number only the end is here.
 *
 * @param provider code of the provider, null where none is paid
 * @param payeeTail the last four characters of the payee's number, empty where there is none
 * @param system that executes it, null for what was refused before one was chosen
 * @param link by which it came, empty for what staff took in
 * @param partner that proposed it, null where the subscriber did
 * @param endings what a person can do to end it now: {@code retry}, {@code write-off}
 */
public record PaymentView(
        InstructionId id,
        SubscriberId subscriber,
        PaymentKind kind,
        PaymentState state,
        Money amount,
        Money fee,
        @Nullable String provider,
        String payeeTail,
        @Nullable String system,
        String link,
        String shortCode,
        @Nullable String partner,
        @Nullable RefusalReason reason,
        @Nullable String number,
        Instant receivedAt,
        @Nullable Instant confirmedAt,
        List<String> endings) {

    static PaymentView of(Payment payment, List<String> endings) {
        var terms = payment.terms();
        var origin = payment.origin();
        var progress = payment.progress();
        return new PaymentView(
                payment.id(),
                payment.subscriber(),
                payment.kind(),
                payment.state(),
                terms.amount(),
                terms.fee(),
                terms.provider(),
                terms.payee().tail(),
                terms.system(),
                origin.link(),
                origin.shortCode(),
                origin.partner(),
                progress.reason(),
                progress.paymentNumber(),
                origin.receivedAt(),
                progress.confirmedAt(),
                endings);
    }
}
