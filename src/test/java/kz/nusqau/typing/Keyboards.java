package kz.nusqau.typing;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The keyboards of Kazakhstan: what lies beside what, and what another layout makes of it. */
final class Keyboards {

    private static final List<String> ENGLISH =
            List.of("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,.");
    private static final List<String> RUSSIAN =
            List.of("1234567890-=", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю");
    private static final List<String> KAZAKH =
            List.of("\"әіңғ,.үұқөһ", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю");

    private Keyboards() {}

    /** A letter that the thumb hits instead. */
    static char neighbour(char letter, Random random) {
        char small = Character.toLowerCase(letter);
        for (var rows : List.of(ENGLISH.subList(1, 4), KAZAKH, RUSSIAN)) {
            for (int row = 0; row < rows.size(); row++) {
                int at = rows.get(row).indexOf(small);
                if (at >= 0 && Character.isLetter(small)) {
                    return beside(rows, row, at, random);
                }
            }
        }
        return letter;
    }

    private static char beside(List<String> rows, int row, int at, Random random) {
        while (true) {
            int otherRow = row + random.nextInt(3) - 1;
            int otherAt = at + random.nextInt(3) - 1;
            boolean exists =
                    otherRow >= 0
                            && otherRow < rows.size()
                            && otherAt >= 0
                            && otherAt < rows.get(otherRow).length();
            if (exists && (otherRow != row || otherAt != at)) {
                char other = rows.get(otherRow).charAt(otherAt);
                if (Character.isLetter(other)) {
                    return other;
                }
            }
        }
    }

    /** Cyrillic words, typed while the layout was English. */
    static String inEnglishLayout(String text, boolean kazakh) {
        return retyped(text, kazakh ? KAZAKH : RUSSIAN, ENGLISH);
    }

    /** Latin words and references, typed while the layout was Russian; digits are the same. */
    static String inRussianLayout(String text) {
        return retyped(text, ENGLISH, RUSSIAN);
    }

    private static String retyped(String text, List<String> meant, List<String> typed) {
        var result = new StringBuilder();
        for (char c : text.toCharArray()) {
            result.append(key(c, meant, typed));
        }
        return result.toString();
    }

    private static char key(char c, List<String> meant, List<String> typed) {
        char small = Character.toLowerCase(c);
        for (int row = 0; row < meant.size(); row++) {
            int at = meant.get(row).indexOf(small);
            if (at >= 0 && Character.isLetter(c)) {
                char key = typed.get(row).charAt(at);
                return small == c ? key : shifted(key);
            }
        }
        return c;
    }

    private static char shifted(char key) {
        int at = "1234567890-=[];',.".indexOf(key);
        return at < 0
                ? String.valueOf(key).toUpperCase(Locale.ROOT).charAt(0)
                : "!@#$%^&*()_+{}:\"<>".charAt(at);
    }
}
