/** Nusqau: the modules of the hub and nothing else. */
@NullMarked
package kz.nusqau;

import org.jspecify.annotations.NullMarked;
