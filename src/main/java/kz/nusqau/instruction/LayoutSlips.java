package kz.nusqau.instruction;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts typed while the wrong keyboard layout was on: {@code ,fkfyc} is {@code баланс}.
 *
 * <p>Only words change, and only to words that the vocabulary has to the letter; numbers are the
 * same in every layout and stay as they are. A word that could be two is left alone.
 */
final class LayoutSlips {

    private static final int ASCII_END = 0x80;

    private final Lexer lexer;
    private final WrittenWords written;

    LayoutSlips(Lexer lexer, WrittenWords written) {
        this.lexer = lexer;
        this.written = written;
    }

    /** What the text would be with the right layout, for every layout in which it is another. */
    List<String> meant(String text) {
        var meant = new ArrayList<String>(2);
        for (var layout : List.of(KeyboardLayout.RUSSIAN, KeyboardLayout.ENGLISH)) {
            String other = retyped(text, layout);
            if (other != null && !other.equals(text)) {
                meant.add(other);
            }
        }
        return meant;
    }

    /** Null where a part is no word, or could be two. */
    private @Nullable String retyped(String text, KeyboardLayout layout) {
        var retyped = new StringBuilder(text.length());
        boolean freely = false;
        for (int at = 0; at < text.length(); ) {
            int end = at;
            while (end < text.length() && !isSpace(text.charAt(end))) {
                end++;
            }
            if (end == at) {
                retyped.append(text.charAt(at++));
                continue;
            }
            String part = part(text.substring(at, end), layout, freely);
            if (part == null) {
                return null;
            }
            freely |= lexer.beginsFreeText(part);
            retyped.append(part);
            at = end;
        }
        return retyped.toString();
    }

    private @Nullable String part(String typed, KeyboardLayout layout, boolean freely) {
        if (typed.chars().noneMatch(Character::isLetter) || lexer.knows(typed)) {
            return typed;
        }
        var words = isFrom(typed, layout) ? words(typed, layout) : Set.<String>of();
        if (!words.isEmpty()) {
            return words.size() == 1 ? words.iterator().next() : null;
        }
        // A payment number or an IBAN is the readers' to judge; a word that nobody knows is not.
        boolean numbered = typed.chars().anyMatch(Character::isDigit);
        return numbered ? typed : freely ? layout.of(typed) : null;
    }

    private Set<String> words(String typed, KeyboardLayout layout) {
        int end = typed.length();
        while (!Character.isLetterOrDigit(typed.charAt(end - 1))) {
            end--;
        }
        String bare = typed.substring(0, end);
        String signs = typed.substring(end);
        var words = new LinkedHashSet<String>();
        for (String word :
                List.of(layout.of(typed), layout.of(bare) + signs, layout.ofLetters(typed))) {
            if (lexer.knows(word, written::hasInScript)) {
                words.add(word);
            }
        }
        if (layout == KeyboardLayout.RUSSIAN) {
            // Here digits become letters, so nothing but a whole word will do.
            String kazakh = KeyboardLayout.KAZAKH.of(typed);
            if (written.has(kazakh)) {
                words.add(kazakh);
            } else if (written.has(kazakh.substring(0, end))) {
                words.add(kazakh.substring(0, end) + signs);
            }
        }
        return words;
    }

    /** Nobody changes the layout within a word: a letter of the other one is a typo. */
    private static boolean isFrom(String typed, KeyboardLayout layout) {
        boolean latin = layout == KeyboardLayout.RUSSIAN;
        return typed.chars()
                .filter(Character::isLetter)
                .allMatch(letter -> letter < ASCII_END == latin);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
