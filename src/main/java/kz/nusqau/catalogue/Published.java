package kz.nusqau.catalogue;

import java.util.List;
import java.util.Map;

/** What was published of the catalogue, and in which order. */
interface Published {

    /** The versions of each document that has any, the latest first. */
    Map<CatalogueDocument, List<Integer>> numbers();

    SourceText text(CatalogueDocument document, int number);
}
