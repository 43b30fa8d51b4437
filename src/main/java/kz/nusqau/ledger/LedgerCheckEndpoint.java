package kz.nusqau.ledger;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/ledgercheck}: checks the books of the running hub. */
@Component
@Endpoint(id = "ledgercheck")
class LedgerCheckEndpoint {

    private final LedgerCheck check;

    LedgerCheckEndpoint(LedgerCheck check) {
        this.check = check;
    }

    @ReadOperation
    LedgerReport check() {
        return check.run();
    }
}
