package kz.nusqau.reconciliation;

import org.jspecify.annotations.Nullable;

/** A file that can't be what it should be; nothing of it is taken in. */
final class MalformedFile extends RuntimeException {

    MalformedFile(int line, String why) {
        this(line, why, null);
    }

    MalformedFile(int line, String why, @Nullable Throwable cause) {
        super("Line " + line + ": " + why, cause);
    }
}
