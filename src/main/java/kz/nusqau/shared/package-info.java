/** Values that every module speaks in: money, numbers, ids. No behaviour, no Spring beans. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package kz.nusqau.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
