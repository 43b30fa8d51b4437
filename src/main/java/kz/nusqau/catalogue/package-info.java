/** The configuration that people edit: short codes, providers, tariffs, limits, words, texts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "instruction"})
package kz.nusqau.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
