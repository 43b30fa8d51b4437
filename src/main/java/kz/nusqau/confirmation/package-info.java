/** Challenges: what a subscriber must answer before money moves; opened, answered, ended. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform", "subscriber"})
package kz.nusqau.confirmation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
