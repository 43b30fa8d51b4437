/**
 * Pages for support staff. They show what other modules tell of themselves and act through them;
 * all that is kept here is who did what. Who may log in is the platform's to say.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "platform",
            "catalogue",
            "subscriber",
            "counterparty",
            "mailbox",
            "ledger",
            "reconciliation",
            "payment",
            "partner",
            "sms",
            "sms :: smpp",
            "sms :: text",
            "failedmessages"
        })
package kz.nusqau.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
