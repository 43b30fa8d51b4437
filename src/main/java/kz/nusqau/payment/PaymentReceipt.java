package kz.nusqau.payment;

import java.time.Instant;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a payer gets for a payment number (R-INS-5).
 *
 * @param provider null where none is paid
 * @param requisiteTail the last four characters of the first requisite or of the payee's number
 * @param confirmedAt when the payer confirmed
 */
public record PaymentReceipt(
        InstructionId id,
        String paymentNumber,
        PaymentKind kind,
        @Nullable String provider,
        String requisiteTail,
        Money amount,
        Money fee,
        PaymentState state,
        Instant confirmedAt) {}
