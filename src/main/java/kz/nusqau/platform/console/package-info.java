/** Who may ask the hub over HTTP: users, roles and what each role reaches. */
@NullMarked
package kz.nusqau.platform.console;

import org.jspecify.annotations.NullMarked;
