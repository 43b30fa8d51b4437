/** Speaks ISO 20022 with the banks, over queues. */
@NullMarked
package kz.nusqau.counterparty.bank;

import org.jspecify.annotations.NullMarked;
