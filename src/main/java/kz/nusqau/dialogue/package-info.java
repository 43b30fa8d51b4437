/** One message of a subscriber in, one reply out; the same for every channel. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "platform",
            "instruction",
            "catalogue",
            "subscriber",
            "confirmation",
            "counterparty",
            "mailbox",
            "payment"
        })
package kz.nusqau.dialogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
