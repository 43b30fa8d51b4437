/** The one web server of the simulator: pages and sandboxes are mounted on it by path. */
@NullMarked
package kz.nusqau.simulator.http;

import org.jspecify.annotations.NullMarked;
