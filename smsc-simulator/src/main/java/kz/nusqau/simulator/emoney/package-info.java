/**
 * Sandboxes of e-money systems after the GSMA Mobile Money API, synchronous and asynchronous:
 * wallets and provider payments.
 */
@NullMarked
package kz.nusqau.simulator.emoney;

import org.jspecify.annotations.NullMarked;
