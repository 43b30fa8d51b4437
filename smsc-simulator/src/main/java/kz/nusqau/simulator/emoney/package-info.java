/** Sandbox of an e-money system after the GSMA Mobile Money API: wallets and provider payments. */
@NullMarked
package kz.nusqau.simulator.emoney;

import org.jspecify.annotations.NullMarked;
