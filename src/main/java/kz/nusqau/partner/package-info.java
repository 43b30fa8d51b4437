/**
 * Partner systems over JMS, AMQP 1.0 and STOMP: requests with one answer each, and events. The
 * contract is {@code src/docs/api/partners/asyncapi.yaml}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "platform",
            "catalogue",
            "instruction",
            "subscriber",
            "confirmation",
            "counterparty",
            "counterparty :: batch",
            "mailbox",
            "payment"
        })
package kz.nusqau.partner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
