/** The alphabets of short messages, how texts are cut into parts, and how parts are read. */
@NullMarked
@NamedInterface("text")
package kz.nusqau.sms.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
