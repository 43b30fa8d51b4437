package kz.nusqau.instruction;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All the ways a keyword is typed on a phone without the right keyboard: as it is, and in each
 * usual Latin transliteration. Computed once per keyword, so that reading a text needs one look-up
 * per word. Slips of the keyboard layout are undone elsewhere ({@link LayoutSlips}).
 */
final class Spellings {

    /** A keyword with more spellings than this is too vague to be one. */
    static final int MOST = 3_000;

    private static final Map<Character, List<String>> LATIN =
            Map.ofEntries(
                    Map.entry('а', List.of("a")),
                    Map.entry('ә', List.of("a", "ae", "e")),
                    Map.entry('б', List.of("b")),
                    Map.entry('в', List.of("v")),
                    Map.entry('г', List.of("g")),
                    Map.entry('ғ', List.of("g", "gh")),
                    Map.entry('д', List.of("d")),
                    Map.entry('е', List.of("e")),
                    Map.entry('ё', List.of("e", "yo")),
                    Map.entry('ж', List.of("zh", "j")),
                    Map.entry('з', List.of("z")),
                    Map.entry('и', List.of("i")),
                    Map.entry('й', List.of("y", "i", "j")),
                    Map.entry('к', List.of("k")),
                    Map.entry('қ', List.of("k", "q")),
                    Map.entry('л', List.of("l")),
                    Map.entry('м', List.of("m")),
                    Map.entry('н', List.of("n")),
                    Map.entry('ң', List.of("n", "ng")),
                    Map.entry('о', List.of("o")),
                    Map.entry('ө', List.of("o", "oe")),
                    Map.entry('п', List.of("p")),
                    Map.entry('р', List.of("r")),
                    Map.entry('с', List.of("s")),
                    Map.entry('т', List.of("t")),
                    Map.entry('у', List.of("u", "w")),
                    Map.entry('ұ', List.of("u", "y")),
                    Map.entry('ү', List.of("u", "y")),
                    Map.entry('ф', List.of("f")),
                    Map.entry('х', List.of("h", "kh", "x")),
                    Map.entry('һ', List.of("h")),
                    Map.entry('ц', List.of("ts", "c")),
                    Map.entry('ч', List.of("ch", "4")),
                    Map.entry('ш', List.of("sh", "w", "ş")),
                    Map.entry('щ', List.of("shch", "sch", "sh", "w")),
                    Map.entry('ъ', List.of("")),
                    Map.entry('ы', List.of("y", "i")),
                    Map.entry('і', List.of("i", "y")),
                    Map.entry('ь', List.of("")),
                    Map.entry('э', List.of("e")),
                    Map.entry('ю', List.of("yu", "iu", "u")),
                    Map.entry('я', List.of("ya", "ia", "ja")));

    /** Written for a Kazakh letter, besides what {@link Fold} already treats as the same. */
    private static final Map<Character, List<String>> MISSING_LETTER =
            Map.of('ә', List.of("ә", "э", "я"), 'һ', List.of("һ", "х"));

    private Spellings() {}

    /** Folded, without spaces; the word as it is comes first. */
    static Set<String> of(String keyword) {
        String word = keyword.toLowerCase(Locale.ROOT).replace(" ", "");
        var spellings = new LinkedHashSet<String>();
        spellings.add(Fold.of(word));
        expand(word, MISSING_LETTER, spellings);
        expand(word, LATIN, spellings);
        return spellings;
    }

    private static void expand(
            String word, Map<Character, List<String>> table, Set<String> spellings) {
        List<StringBuilder> texts = List.of(new StringBuilder());
        for (int i = 0; i < word.length(); i++) {
            var choices =
                    table.getOrDefault(word.charAt(i), List.of(String.valueOf(word.charAt(i))));
            texts =
                    texts.stream()
                            .flatMap(
                                    text ->
                                            choices.stream()
                                                    .map(c -> new StringBuilder(text).append(c)))
                            .toList();
            if (texts.size() > MOST) {
                throw new IllegalArgumentException(
                        "keyword '" + word + "' has too many spellings; choose a shorter one");
            }
        }
        texts.forEach(text -> spellings.add(Fold.of(text)));
    }
}
