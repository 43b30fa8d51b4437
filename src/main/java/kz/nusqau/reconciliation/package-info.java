/**
 * Holds the counterparties' end-of-day files against the ledger and keeps what differs until a
 * person or a later file explains it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform", "ledger", "counterparty"})
package kz.nusqau.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
