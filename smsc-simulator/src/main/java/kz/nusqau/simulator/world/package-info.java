/**
 * The known world of the demo: which subscribers and providers exist and what is special about
 * them.
 */
@NullMarked
package kz.nusqau.simulator.world;

import org.jspecify.annotations.NullMarked;
