/**
 * The transactional inbox and outbox, the leases of this node, and the timeline of every
 * instruction.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform", "subscriber"})
package kz.nusqau.mailbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
