/** Reads what a subscriber typed: text in, a sealed instruction or an exact question back. */
@NullMarked
@ApplicationModule(allowedDependencies = "shared")
package kz.nusqau.instruction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
