package kz.nusqau.instruction;

import java.util.List;
import java.util.Set;

/**
 * All the words the parser knows; the catalogue builds it from its files.
 *
 * @param mobilePrefixes three digits after +7 that may receive money
 */
public record Vocabulary(
        List<Keyword> keywords, List<ProviderShape> providers, Set<String> mobilePrefixes) {

    public Vocabulary {
        keywords = List.copyOf(keywords);
        providers = List.copyOf(providers);
        mobilePrefixes = Set.copyOf(mobilePrefixes);
    }
}
