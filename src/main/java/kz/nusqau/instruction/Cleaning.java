package kz.nusqau.instruction;

import java.text.Normalizer;

/** Brings a text to composed letters, ASCII digits and single kinds of signs. */
final class Cleaning {

    /** In place of signs that nobody types between words: half characters, ornaments, {@code ⁇}. */
    static final char ORNAMENT = '\u25A1';

    private Cleaning() {}

    static String of(String text, char unreadable) {
        String composed =
                Normalizer.isNormalized(text, Normalizer.Form.NFC)
                        ? text
                        : Normalizer.normalize(text, Normalizer.Form.NFC);
        var clean = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); ) {
            int c = composed.codePointAt(i);
            i += Character.charCount(c);
            if (c < 0x80) {
                ascii((char) c, clean, unreadable);
            } else {
                beyondAscii(c, clean, unreadable);
            }
        }
        return clean.toString();
    }

    private static void ascii(char c, StringBuilder clean, char unreadable) {
        if (c == '\'' || c == '`') {
            apostrophe(clean);
        } else if (c == '%') {
            clean.append(unreadable);
        } else if (c == '\t' || c == '\n' || c == '\r') {
            clean.append(' ');
        } else if (c >= ' ' && c < 0x7F) {
            clean.append(c);
        }
    }

    private static void beyondAscii(int c, StringBuilder clean, char unreadable) {
        switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER ->
                    letter(c, clean);
            case Character.DECIMAL_DIGIT_NUMBER ->
                    clean.append((char) ('0' + Character.digit(c, 10)));
            case Character.OTHER_NUMBER, Character.LETTER_NUMBER -> clean.append(unreadable);
            case Character.CURRENCY_SYMBOL -> clean.append(currency(c, unreadable));
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    clean.append(' ');
            case Character.DASH_PUNCTUATION -> clean.append('-');
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> {}
            default -> sign(c, clean, unreadable);
        }
    }

    private static void letter(int c, StringBuilder clean) {
        if (c == 'ʼ') {
            apostrophe(clean);
        } else if (c < 0x530) {
            clean.append((char) c);
        } else {
            clean.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
        }
    }

    private static void sign(int c, StringBuilder clean, char unreadable) {
        if (c == '’' || c == '‘') {
            apostrophe(clean);
        } else if (c == '−') {
            clean.append('-');
        } else if (c > 0xFF00 && c < 0xFF5F) {
            ascii((char) (c - 0xFEE0), clean, unreadable);
        } else {
            clean.append(Character.isEmoji(c) ? ';' : ORNAMENT);
        }
    }

    private static char currency(int c, char unreadable) {
        return c == '＄' ? '$' : c > 0xFFFF ? unreadable : (char) c;
    }

    /** Inside a word an apostrophe is a soft sign; elsewhere it is just a sign. */
    private static void apostrophe(StringBuilder clean) {
        if (clean.isEmpty() || !Character.isLetter(clean.charAt(clean.length() - 1))) {
            clean.append(';');
        }
    }
}
