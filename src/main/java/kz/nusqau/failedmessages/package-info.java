/** The desk for what only a person can move on: kept with its cause, shown, replayed, discarded. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "platform", "subscriber", "mailbox", "counterparty"})
package kz.nusqau.failedmessages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
