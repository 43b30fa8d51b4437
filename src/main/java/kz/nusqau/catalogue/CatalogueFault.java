package kz.nusqau.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A document of the catalogue is wrong; says where, what and the remedy. In a file it stops the
 * start, in a version it keeps that from being published.
 */
public class CatalogueFault extends RuntimeException {

    private final @Nullable CatalogueDocument document;
    private final int line;

    CatalogueFault(
            @Nullable CatalogueDocument document,
            int line,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.document = document;
        this.line = line;
    }

    /** Null where it is between documents. */
    public @Nullable CatalogueDocument document() {
        return document;
    }

    /** From 1 on; 0 where it isn't known. */
    public int line() {
        return line;
    }
}
