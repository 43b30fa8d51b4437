package kz.nusqau.ledger;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/ledgerseals}: whether the books are as they were sealed. */
@Component
@Endpoint(id = "ledgerseals")
class SealCheckEndpoint {

    private final SealCheck check;

    SealCheckEndpoint(SealCheck check) {
        this.check = check;
    }

    @ReadOperation
    SealReport check() {
        return check.run();
    }
}
