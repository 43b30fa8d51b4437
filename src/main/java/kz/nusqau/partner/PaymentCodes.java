package kz.nusqau.partner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kz.nusqau.partner.Answer.OfCode.Standing;
import kz.nusqau.payment.ConfirmResult;
import kz.nusqau.payment.PartnerPayment;
import kz.nusqau.payment.Payments;
import kz.nusqau.shared.InstructionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Codes of proposed payments that subscribers type in at the partner instead of texting them
 * (R-OTP-4). The same code, the same tries: what the text asks for can be answered either way, and
 * whichever comes first counts. All in the caller's transaction.
 */
@Component
final class PaymentCodes {

    private final Payments payments;
    private final CodeStore codes;

    PaymentCodes(Payments payments, CodeStore codes) {
        this.payments = payments;
        this.codes = codes;
    }

    /**
     * Judges the codes and starts the payments that they confirm.
     *
     * @param wishes about different payments
     */
    Map<Prepared, Answer> confirm(String partner, Map<Prepared, Wish.Confirm> wishes) {
        Map<Prepared, Answer> answers = new LinkedHashMap<>();
        if (wishes.isEmpty()) {
            return answers;
        }
        Map<InstructionId, String> digits =
                wishes.values().stream()
                        .collect(Collectors.toMap(Wish.Confirm::payment, Wish.Confirm::digits));
        var results = payments.confirmOfPartner(partner, digits, codes.now());
        var standing = payments.ofPartner(partner, digits.keySet());
        wishes.forEach(
                (prepared, wish) ->
                        answers.put(
                                prepared,
                                answer(
                                        wish.payment(),
                                        results.get(wish.payment()),
                                        standing.get(wish.payment()))));
        return answers;
    }

    private static Answer answer(
            InstructionId id, @Nullable ConfirmResult result, @Nullable PartnerPayment payment) {
        if (payment == null) {
            return Answer.Failed.because(
                    FaultCode.PAYMENT_NOT_FOUND, "you proposed no such payment");
        }
        return switch (result) {
            case null -> notPending(payment);
            case ConfirmResult.Started started -> judged(id, Standing.VERIFIED);
            // It was the code; why nothing came of it is told with the payment.
            case ConfirmResult.LimitReached refused -> judged(id, Standing.VERIFIED);
            case ConfirmResult.Later(var work) -> Answer.Failed.later(work);
            case ConfirmResult.WrongCode(var wanted, var left) ->
                    new Answer.OfPaymentCode(id, Standing.WRONG, Optional.of(left));
            case ConfirmResult.CodeUsedUp used -> judged(id, Standing.USED_UP);
            case ConfirmResult.CodeExpired late -> judged(id, Standing.EXPIRED);
            case ConfirmResult.AlreadyConfirmed before -> notPending(payment);
            case ConfirmResult.NothingOpen none -> notPending(payment);
            case ConfirmResult.CodeNeeded yes -> throw new IllegalStateException("a code: " + id);
            case ConfirmResult.BeforePrompt yes -> throw new IllegalStateException("a code: " + id);
        };
    }

    private static Answer judged(InstructionId id, Standing standing) {
        return new Answer.OfPaymentCode(id, standing, Optional.empty());
    }

    private static Answer notPending(PartnerPayment payment) {
        return Answer.Failed.because(
                FaultCode.PAYMENT_NOT_PENDING,
                "it is " + Wording.word(payment.status()) + " already");
    }
}
