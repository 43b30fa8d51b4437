package kz.nusqau.catalogue;

import java.time.Instant;

/**
 * A published version that this node can't read, so that an earlier one holds here.
 *
 * @param inForce what holds instead, 0 as shipped
 * @param since when it was met
 */
public record UnreadVersion(
        CatalogueDocument document, int number, int inForce, String fault, Instant since) {}
