/**
 * Sandbox of the operator's billing: subscriber facts, reservations, charges, with its own books.
 */
@NullMarked
package kz.nusqau.simulator.billing;

import org.jspecify.annotations.NullMarked;
