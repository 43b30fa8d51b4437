/** Sandboxes of banks: ISO 20022 messages on queues, accounts, transfers, with their own books. */
@NullMarked
package kz.nusqau.simulator.bank;

import org.jspecify.annotations.NullMarked;
