package kz.nusqau.instruction;

import java.util.List;
import kz.nusqau.shared.Language;

/** Guesses the language of a text from its letters and words. */
final class LanguageClues {

    /** With the Latin schwa, which many keyboards and documents hold in place of ә. */
    private static final String KAZAKH_LETTERS = "әғқңөұүһіӘҒҚҢӨҰҮҺІəƏ";

    private LanguageClues() {}

    static Language guess(String clean, List<Item> items, Language fallback) {
        boolean cyrillic = false;
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (c > 0x7F && KAZAKH_LETTERS.indexOf(c) >= 0) {
                return Language.KK;
            }
            cyrillic |= c >= 0x400 && c < 0x530;
        }
        for (Item item : items) {
            if (item instanceof Item.Known known && known.languages().size() == 1) {
                return known.languages().iterator().next();
            }
        }
        return cyrillic ? Language.RU : fallback;
    }
}
