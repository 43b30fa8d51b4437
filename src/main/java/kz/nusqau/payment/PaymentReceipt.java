package kz.nusqau.payment;

import java.time.Instant;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;

/**
 * What a payer gets for a payment number (R-INS-5).
 *
 * @param requisiteTail the last four characters of the first requisite
 * @param confirmedAt when the payer confirmed
 */
public record PaymentReceipt(
        InstructionId id,
        String paymentNumber,
        String provider,
        String requisiteTail,
        Money amount,
        Money fee,
        PaymentState state,
        Instant confirmedAt) {}
