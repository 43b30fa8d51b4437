package kz.nusqau.payment;

import java.util.List;
import kz.nusqau.ledger.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to a command would do to its instruction, as it stands now.
 *
 * @param answer {@code accepted} or {@code refused}
 * @param from where the instruction stands
 * @param to where the answer would bring it
 * @param nextStep what would be asked for next, null for nothing: {@code topup}
 * @param postings what would be booked at once
 * @param isTold whether the subscriber would get a text
 */
public record Forecast(
        String answer,
        PaymentState from,
        PaymentState to,
        @Nullable String nextStep,
        List<Transfer> postings,
        boolean isTold) {}
