/** PostgreSQL: our own server by default, an external one by configuration; migrated before use. */
@NullMarked
package kz.nusqau.platform.database;

import org.jspecify.annotations.NullMarked;
