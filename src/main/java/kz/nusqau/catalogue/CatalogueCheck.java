package kz.nusqau.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a text before it may hold.
 *
 * @param fault why it can't; null where it can
 * @param line of the fault, 0 where it isn't known
 * @param remarks to think about
 */
public record CatalogueCheck(@Nullable String fault, int line, List<CatalogueRemark> remarks) {

    public CatalogueCheck {
        remarks = List.copyOf(remarks);
    }

    public boolean isRight() {
        return fault == null;
    }
}
