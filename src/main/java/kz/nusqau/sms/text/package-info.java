/** The alphabets of short messages, how texts are cut into parts, and how parts are read. */
@NullMarked
package kz.nusqau.sms.text;

import org.jspecify.annotations.NullMarked;
