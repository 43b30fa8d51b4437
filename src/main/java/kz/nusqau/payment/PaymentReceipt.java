package kz.nusqau.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a payer gets for a payment number (R-INS-5), or of the last payment.
 *
 * @param paymentNumber null while there is none
 * @param provider null where none is paid
 * @param requisiteTail the last four characters of the first requisite or of the payee's number
 * @param executedBy the day on which a bank executes it, where it waits for that
 * @param confirmedAt when the payer confirmed
 */
public record PaymentReceipt(
        InstructionId id,
        @Nullable String paymentNumber,
        PaymentKind kind,
        @Nullable String provider,
        String requisiteTail,
        Money amount,
        Money fee,
        PaymentState state,
        Standing standing,
        Optional<LocalDate> executedBy,
        Instant confirmedAt) {

    /** How it stands, for those who paid. */
    public enum Standing {
        DONE,
        ON_ITS_WAY,
        /** A bank executes it on its next operational day (R-INS-7). */
        SCHEDULED,
        /** A person looks into it. */
        UNDER_REVIEW,
        /** The payer recalled it, and whether that came in time isn't known yet (R-INS-13). */
        RECALLED,
        /** Given up, and what was taken goes back. */
        STOPPING,
        /** Given up, and what was taken is back. */
        STOPPED,
        /** Given up before anything was taken. */
        NOT_MADE,
        /** Done, and the payer wants it back (R-INS-11). */
        GOING_BACK,
        TAKEN_BACK
    }
}
