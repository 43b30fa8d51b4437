package kz.nusqau.catalogue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a catalogue is read from: one text of each document.
 *
 * @param formerProviders who could be paid by earlier versions, the latest first
 */
record CatalogueSources(Map<CatalogueDocument, SourceText> texts, List<Provider> formerProviders) {

    CatalogueSources {
        texts = Map.copyOf(texts);
        formerProviders = List.copyOf(formerProviders);
    }

    static CatalogueSources shipped(Map<CatalogueDocument, SourceText> files) {
        return new CatalogueSources(files, List.of());
    }

    SourceText of(CatalogueDocument document) {
        return Objects.requireNonNull(texts.get(document));
    }

    CatalogueSources with(SourceText text) {
        var changed = new EnumMap<>(texts);
        changed.put(Objects.requireNonNull(text.document()), text);
        return new CatalogueSources(changed, formerProviders);
    }
}
