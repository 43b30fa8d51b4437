/** Log lines: plain or structured, with the instruction they belong to and numbers masked. */
@NullMarked
package kz.nusqau.platform.logging;

import org.jspecify.annotations.NullMarked;
