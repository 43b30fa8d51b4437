package kz.nusqau.ledger;

import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/trialbalance?from=…&until=…&after=…&limit=…}. */
@Component
@Endpoint(id = "trialbalance")
class TrialBalanceEndpoint {

    private final TrialBalances balances;
    private final Clock clock;

    TrialBalanceEndpoint(TrialBalances balances, Clock clock) {
        this.balances = balances;
        this.clock = clock;
    }

    @ReadOperation
    TrialBalance read(
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime until,
            @Nullable String after,
            @Nullable Integer limit) {
        var period = Period.of(from, until, limit, clock);
        return balances.trialBalance(period.from(), period.until(), after, period.limit());
    }
}
