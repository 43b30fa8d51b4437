/** Configuration that is wrong stops the start, naming the key, the value and the remedy. */
@NullMarked
package kz.nusqau.platform.configuration;

import org.jspecify.annotations.NullMarked;
