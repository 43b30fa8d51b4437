/** Artemis: our own broker by default, an external one by configuration. */
@NullMarked
package kz.nusqau.platform.broker;

import org.jspecify.annotations.NullMarked;
