/**
 * Who subscribers are: identity, keys, language, consents, blocks, the limits they used, and whom
 * they act for.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform", "catalogue"})
package kz.nusqau.subscriber;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
