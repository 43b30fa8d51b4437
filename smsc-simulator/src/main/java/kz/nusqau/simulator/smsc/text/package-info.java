/** Alphabets of short messages and how a long text is cut into parts and joined again. */
@NullMarked
package kz.nusqau.simulator.smsc.text;

import org.jspecify.annotations.NullMarked;
