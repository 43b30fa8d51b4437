package kz.nusqau.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Versions in memory. */
final class PublishedForTests implements Published {

    private final Map<CatalogueDocument, List<Integer>> numbers =
            new EnumMap<>(CatalogueDocument.class);
    private final Map<String, SourceText> texts = new HashMap<>();

    /** Each is the next one of its document. */
    void publish(CatalogueDocument document, String text) {
        var all = new ArrayList<>(numbers.getOrDefault(document, List.of()));
        int number = all.size() + 1;
        all.addFirst(number);
        numbers.put(document, all);
        texts.put(document + " " + number, SourceText.of(document, number, text));
    }

    @Override
    public Map<CatalogueDocument, List<Integer>> numbers() {
        return Map.copyOf(numbers);
    }

    @Override
    public SourceText text(CatalogueDocument document, int number) {
        return texts.get(document + " " + number);
    }
}
