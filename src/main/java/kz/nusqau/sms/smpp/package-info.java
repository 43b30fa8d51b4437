/**
 * One SMPP 3.4 session kept up per slot of a bind, and the Camel component that puts routes on it.
 * Knows PDUs and links, nothing of inboxes and payments.
 */
@NullMarked
@NamedInterface("smpp")
package kz.nusqau.sms.smpp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
