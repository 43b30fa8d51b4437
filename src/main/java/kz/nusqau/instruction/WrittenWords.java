package kz.nusqau.instruction;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How words, and the parts of phrases, are spelled in the files, and in which scripts: only what
 * becomes one of them with another keyboard layout was meant to be typed with that.
 */
final class WrittenWords {

    private final Set<String> spellings = new HashSet<>();
    private final Map<String, Set<UnicodeScript>> scriptsByFold = new HashMap<>();

    WrittenWords(Collection<Keyword> keywords) {
        for (Keyword keyword : keywords) {
            add(keyword.joined());
            List.of(keyword.text().split(" ", -1)).forEach(this::add);
        }
    }

    private void add(String word) {
        spellings.add(word.toLowerCase(Locale.ROOT));
        scriptsByFold
                .computeIfAbsent(Fold.of(word), fold -> EnumSet.noneOf(UnicodeScript.class))
                .add(scriptOf(word));
    }

    /** Whether it is spelled like this, but for its case. */
    boolean has(String word) {
        return spellings.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether a word, or a part of one, is written in this script and doesn't only look so. */
    boolean hasInScript(String word) {
        var scripts = scriptsByFold.get(Fold.of(word));
        return scripts != null && scripts.contains(scriptOf(word));
    }

    /** That of all its letters, or none in particular. */
    private static UnicodeScript scriptOf(String word) {
        var scripts = EnumSet.noneOf(UnicodeScript.class);
        word.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> scripts.add(UnicodeScript.of(letter)));
        return scripts.size() == 1 ? scripts.iterator().next() : UnicodeScript.COMMON;
    }
}
