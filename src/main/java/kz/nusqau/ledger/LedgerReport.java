package kz.nusqau.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the books found.
 *
 * @param balances as the accounts say
 * @param faults what must never be; empty when the books are sound
 * @param openPending pending transfers that wait for their end; none once nothing is under way
 * @param oldestPendingAt null without open ones
 */
public record LedgerReport(
        Instant asOf,
        long transfers,
        List<Balance> balances,
        List<String> faults,
        long openPending,
        @Nullable Instant oldestPendingAt) {

    public LedgerReport {
        balances = List.copyOf(balances);
        faults = List.copyOf(faults);
    }

    public boolean isSound() {
        return faults.isEmpty();
    }
}
