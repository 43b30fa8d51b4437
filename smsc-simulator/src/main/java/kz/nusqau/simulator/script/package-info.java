/**
 * A phone and the switches of an SMSC as one command, for scripts. It needs nothing but a JDK, so
 * that it starts from the compiled classes alone.
 */
@NullMarked
package kz.nusqau.simulator.script;

import org.jspecify.annotations.NullMarked;
