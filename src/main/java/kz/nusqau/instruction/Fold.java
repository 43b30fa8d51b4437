package kz.nusqau.instruction;

import java.text.Normalizer;

/**
 * Folds letters to classes of shapes, so that a word compares equal however it was mixed from Latin
 * and Cyrillic, in any case, with or without the Kazakh letters. Only for comparing words: amounts
 * and accounts never pass through here.
 */
final class Fold {

    /** Covers Latin with diacritics and Cyrillic; what is above stays as it is. */
    private static final int TABLE_SIZE = 0x530;

    private static final char[] TABLE = new char[TABLE_SIZE];

    /** Each group starts with the letter that stands for all of it. */
    private static final String[] GROUPS = {
        "AАӘƏÄ", "BВ", "CС", "EЕЁ", "HНҺҢ", "KКҚ", "MМ", "OОӨ0", "PР", "TТ", "XХ", "YУҰҮ", "IІИЙЫ",
        "SЅ", "JЈ", "3З", "ГҒ"
    };

    static {
        for (char c = 0; c < TABLE_SIZE; c++) {
            char upper = Character.toUpperCase(c);
            TABLE[c] = inGroup(upper) ? groupOf(upper) : base(upper);
        }
    }

    private Fold() {}

    static String of(CharSequence word) {
        char[] folded = new char[word.length()];
        for (int i = 0; i < folded.length; i++) {
            char c = word.charAt(i);
            folded[i] = c < TABLE_SIZE ? TABLE[c] : Character.toUpperCase(c);
        }
        return new String(folded);
    }

    /** Cyrillic look-alikes as Latin capitals, digits untouched: for IBANs and payment numbers. */
    static String latin(CharSequence text) {
        var latin = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char upper = Character.toUpperCase(text.charAt(i));
            int at = "АВСЕНКМОРТХУІ".indexOf(upper);
            latin.append(at < 0 ? upper : "ABCEHKMOPTXYI".charAt(at));
        }
        return latin.toString();
    }

    private static boolean inGroup(char upper) {
        return groupOf(upper) != 0;
    }

    private static char groupOf(char upper) {
        for (String group : GROUPS) {
            if (group.indexOf(upper) >= 0) {
                return group.charAt(0);
            }
        }
        return 0;
    }

    /** Latin letters lose their accents; ş stays apart from s, because it is ш. */
    private static char base(char upper) {
        if (upper == 'Ş' || upper < 0x80 || upper >= 0x250) {
            return upper;
        }
        char bare = Normalizer.normalize(String.valueOf(upper), Normalizer.Form.NFD).charAt(0);
        char plain = Character.toUpperCase(bare);
        return inGroup(plain) ? groupOf(plain) : plain;
    }
}
