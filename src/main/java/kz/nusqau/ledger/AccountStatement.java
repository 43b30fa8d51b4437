package kz.nusqau.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was posted to an account in a period; minor units, debits counted positive.
 *
 * @param until exclusive
 * @param opening what it held before the first line of this page
 * @param closing what it held after the last line of this page
 * @param next where the next page begins, null at the end
 */
public record AccountStatement(
        String account,
        String currency,
        Instant from,
        Instant until,
        long opening,
        List<Line> lines,
        long closing,
        @Nullable String next) {

    public AccountStatement {
        lines = List.copyOf(lines);
    }

    /**
     * One transfer.
     *
     * @param against the account on its other side
     * @param debit 0 for a credit
     * @param balance what the account held after it
     */
    public record Line(
            Instant bookedAt,
            String key,
            UUID instruction,
            String against,
            long debit,
            long credit,
            long balance) {}
}
