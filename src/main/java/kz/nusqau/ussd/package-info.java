/** Dialogues over USSD gateways: menus lead to texts, answers become screens. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "platform",
            "catalogue",
            "subscriber",
            "mailbox",
            "dialogue",
            "sms::smpp",
            "sms::text"
        })
package kz.nusqau.ussd;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
