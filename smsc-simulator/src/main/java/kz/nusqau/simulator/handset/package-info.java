/** Virtual phones: conversations per number, and the page to text from. */
@NullMarked
package kz.nusqau.simulator.handset;

import org.jspecify.annotations.NullMarked;
