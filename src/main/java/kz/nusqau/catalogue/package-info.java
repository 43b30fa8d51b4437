/**
 * What people edit: short codes, providers, tariffs, limits, words, texts. It comes with the hub,
 * in files; versions of it are kept here and come into force while the hub runs.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "platform", "instruction"})
package kz.nusqau.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
