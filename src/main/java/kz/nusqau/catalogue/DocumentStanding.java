package kz.nusqau.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * How a document stands on this node.
 *
 * @param number of the version in force, 0 as shipped
 * @param version in force; null as shipped
 * @param open the draft or proposal there is; null for none
 * @param shippedChanged the hub now ships another text than when the version in force was begun
 * @param unread a version published later that can't be read; null for none
 */
public record DocumentStanding(
        CatalogueDocument document,
        String file,
        int number,
        @Nullable CatalogueVersion version,
        @Nullable CatalogueVersion open,
        boolean shippedChanged,
        @Nullable UnreadVersion unread) {}
