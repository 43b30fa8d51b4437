/**
 * One port to every system outside: commands that move money exactly once, their sealed outcomes,
 * status inquiries, and the look-ups that move nothing.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform", "subscriber", "mailbox"})
package kz.nusqau.counterparty;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
