/** Who subscribers are: identity, keys, language, consents, blocks, and the limits they used. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform", "catalogue"})
package kz.nusqau.subscriber;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
