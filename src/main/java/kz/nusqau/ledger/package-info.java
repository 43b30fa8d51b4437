/**
 * The hub's books: double entry, append-only, every pending transfer ended by a post or a void,
 * sealed in blocks behind the money.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform", "mailbox"})
package kz.nusqau.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
