package kz.nusqau.ledger;

import java.time.Clock;
import java.time.OffsetDateTime;
import kz.nusqau.ledger.AccountStatements.Place;
import kz.nusqau.ledger.AccountStatements.Query;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/accountstatement/{account}?currency=…&from=…&until=…&after=…&limit=…}. */
@Component
@Endpoint(id = "accountstatement")
class AccountStatementEndpoint {

    private final AccountStatements statements;
    private final Clock clock;

    AccountStatementEndpoint(AccountStatements statements, Clock clock) {
        this.statements = statements;
        this.clock = clock;
    }

    /** Null, and so 404, when there is no such account. */
    @ReadOperation
    @Nullable
    AccountStatement read(
            @Selector String account,
            @Nullable String currency,
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime until,
            @Nullable String after,
            @Nullable Integer limit) {
        var period = Period.of(from, until, limit, clock);
        var query =
                new Query(
                        account,
                        currency == null ? "KZT" : currency,
                        period.from(),
                        period.until(),
                        place(after),
                        period.limit());
        return statements.statement(query).orElse(null);
    }

    private static @Nullable Place place(@Nullable String after) {
        try {
            return after == null ? null : Place.parse(after);
        } catch (IllegalArgumentException e) {
            throw Period.refused("after has to be what next said");
        }
    }
}
