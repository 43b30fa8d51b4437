/**
 * What the hub stands on: its database, its broker, its node, and how work is committed in groups.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package kz.nusqau.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
