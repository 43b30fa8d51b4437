package kz.nusqau.catalogue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import kz.nusqau.shared.Language;

/** A complete text of one command, in each language. */
record Examples(Map<Language, String> byLanguage) {

    /** {@code example: topup 500} for all languages, or a mapping with one for each. */
    static Examples read(YamlEntry entry) {
        var byLanguage = new EnumMap<Language, String>(Language.class);
        boolean one = entry.isText("example");
        for (Language language : Language.values()) {
            byLanguage.put(
                    language,
                    one
                            ? entry.text("example")
                            : entry.child("example").text(WordsFile.code(language)));
        }
        return new Examples(byLanguage);
    }

    String in(Language language) {
        return Objects.requireNonNull(byLanguage.get(language));
    }
}
