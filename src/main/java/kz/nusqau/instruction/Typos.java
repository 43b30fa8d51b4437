package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds words one slip away without comparing with all of them: two such words have a common form
 * with a letter removed.
 */
final class Typos {

    private final Map<String, List<String>> byDeletion = new HashMap<>();

    Typos(Collection<String> words) {
        for (String word : words) {
            remember(word, word);
            for (int i = 0; i < word.length(); i++) {
                remember(without(word, i), word);
            }
        }
    }

    /** The words at distance one or nought. */
    Set<String> near(String word) {
        var near = new HashSet<>(byDeletion.getOrDefault(word, List.of()));
        for (int i = 0; i < word.length(); i++) {
            near.addAll(byDeletion.getOrDefault(without(word, i), List.of()));
        }
        near.removeIf(other -> Distance.between(word, other) > 1);
        return near;
    }

    private void remember(String form, String word) {
        byDeletion.computeIfAbsent(form, f -> new ArrayList<>(1)).add(word);
    }

    private static String without(String word, int at) {
        return word.substring(0, at).concat(word.substring(at + 1));
    }
}
