/** Payments of subscribers: who may pay, the confirmation, and the saga that moves the money. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "platform",
            "catalogue",
            "instruction",
            "ledger",
            "confirmation",
            "subscriber",
            "counterparty",
            "mailbox"
        })
package kz.nusqau.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
