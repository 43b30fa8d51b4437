package kz.nusqau.catalogue;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.nusqau.instruction.Command;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.WorkReason;

/** Reads {@code texts.yaml} and checks every text. */
record TextsFile(Texts texts, Map<String, String> samples) {

    static TextsFile read(YamlEntry root) {
        return read(root, new Texts(Map.of()));
    }

    /**
     * Of a version that may be older than the hub.
     *
     * @param otherwise says what the document doesn't, or says from what nobody fills any more
     */
    static TextsFile read(YamlEntry root, Texts otherwise) {
        root.onlyKeys("samples", "texts");
        var samples = new LinkedHashMap<String, String>();
        var sampleEntry = root.child("samples");
        sampleEntry.keys().forEach(name -> samples.put(name, sampleEntry.text(name)));
        var patterns = new LinkedHashMap<String, Map<Language, TextPattern>>();
        var entries = root.child("texts");
        for (String key : entries.keys()) {
            var byLanguage = patterns(entries.child(key).onlyKeys("kk", "ru", "en"));
            TextLint.check(entries, key, byLanguage, samples);
            patterns.put(key, byLanguage);
        }
        for (String key : otherwise.keys()) {
            var said = patterns.get(key);
            if (said == null
                    || !otherwise
                            .arguments(key)
                            .containsAll(said.values().iterator().next().arguments())) {
                patterns.put(key, otherwise.patterns(key));
            }
        }
        var texts = new Texts(patterns);
        for (RefusalReason reason : RefusalReason.values()) {
            require(texts, entries, Texts.refused(reason));
        }
        for (WorkReason reason : WorkReason.values()) {
            require(texts, entries, Texts.work(reason));
        }
        for (Command command : Command.values()) {
            require(texts, entries, Texts.help(command));
        }
        return new TextsFile(texts, samples);
    }

    private static void require(Texts texts, YamlEntry entries, String key) {
        if (!texts.has(key)) {
            throw entries.fault(key, "is missing; write the text in kk, ru and en");
        }
    }

    static Map<Language, TextPattern> patterns(YamlEntry entry) {
        var byLanguage = new EnumMap<Language, TextPattern>(Language.class);
        for (Language language : Language.values()) {
            String code = WordsFile.code(language);
            byLanguage.put(
                    language,
                    entry.parsed(
                            code,
                            text -> new TextPattern(text, language),
                            "write an ICU message pattern with named arguments"));
        }
        return byLanguage;
    }
}
