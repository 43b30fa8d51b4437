/** Texts over SMPP: what a link brings becomes inbox entries, what the outbox hands over leaves. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"shared", "platform", "subscriber", "mailbox", "dialogue"})
package kz.nusqau.sms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
