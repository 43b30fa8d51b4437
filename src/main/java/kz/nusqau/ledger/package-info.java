/** The hub's books: double entry, append-only, every pending transfer ended by a post or a void. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform"})
package kz.nusqau.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
