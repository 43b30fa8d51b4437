/** Speaks HTTP so that "no byte left" and "no usable answer" are never mixed up. */
@NullMarked
package kz.nusqau.counterparty.wire;

import org.jspecify.annotations.NullMarked;
