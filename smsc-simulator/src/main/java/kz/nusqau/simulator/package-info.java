/**
 * The outside world in one process: SMSC, handsets and counterparties. Knows nothing of the hub.
 */
@NullMarked
package kz.nusqau.simulator;

import org.jspecify.annotations.NullMarked;
