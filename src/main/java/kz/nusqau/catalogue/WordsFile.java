package kz.nusqau.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.Keyword.Sense;
import kz.nusqau.shared.Language;

/** Reads {@code words.yaml}. */
record WordsFile(
        List<Keyword> keywords, Map<Command, Examples> examples, Set<String> mobilePrefixes) {

    /** Words under this key give no language away. */
    private static final String ANY = "any";

    static WordsFile read(YamlEntry root) {
        root.onlyKeys(
                "commands",
                "languages",
                "wallet",
                "banks",
                "currencies",
                "stop",
                "fillers",
                "mobile-prefixes");
        var keywords = new ArrayList<Keyword>();
        var examples = new LinkedHashMap<Command, Examples>();
        commands(root.child("commands"), keywords, examples);
        var languages = root.child("languages");
        for (String code : languages.keys()) {
            var sense = new Sense.InLanguage(language(languages, code));
            keywords.addAll(byLanguage(languages.child(code), sense, false));
        }
        var banks = root.child("banks");
        for (String code : banks.keys()) {
            banks.texts(code).forEach(word -> keywords.add(exact(word, new Sense.Bank(code))));
        }
        var currencies = root.child("currencies");
        for (String iso : currencies.keys()) {
            currencies
                    .texts(iso)
                    .forEach(word -> keywords.add(exact(word, new Sense.Currency(iso))));
        }
        keywords.addAll(byLanguage(root.child("wallet"), new Sense.Wallet(), false));
        keywords.addAll(byLanguage(root.child("stop"), new Sense.Stop(), true));
        keywords.addAll(byLanguage(root.child("fillers"), new Sense.Filler(), true));
        return new WordsFile(keywords, examples, prefixes(root));
    }

    /** Words by the language they give away, or {@code any}. */
    static List<Keyword> byLanguage(YamlEntry entry, Sense sense, boolean exact) {
        var keywords = new ArrayList<Keyword>();
        for (String key : entry.keys()) {
            if (key.equals("example") || key.equals("exact")) {
                continue;
            }
            Optional<Language> language =
                    key.equals(ANY) ? Optional.empty() : Optional.of(language(entry, key));
            for (String word : entry.texts(key)) {
                keywords.add(new Keyword(word, sense, language, exact));
            }
        }
        return keywords;
    }

    private static void commands(
            YamlEntry entries, List<Keyword> keywords, Map<Command, Examples> examples) {
        for (String key : entries.keys()) {
            var entry = entries.child(key).onlyKeys("kk", "ru", "en", ANY, "exact", "example");
            var command = command(entries, key);
            keywords.addAll(byLanguage(entry, new Sense.Run(command), entry.flag("exact")));
            examples.put(command, Examples.read(entry));
        }
        for (Command command : Command.values()) {
            if (command != Command.NOTIFICATIONS && !examples.containsKey(command)) {
                throw entries.fault(command.key(), "is missing; add its words and an example");
            }
        }
        examples.put(Command.NOTIFICATIONS, examples.get(Command.NOTIFICATIONS_DAILY));
    }

    private static Command command(YamlEntry entries, String key) {
        for (Command command : Command.values()) {
            if (command.key().equals(key)) {
                return command;
            }
        }
        throw entries.fault(key, "is no command of the hub; see src/docs/grammar.md");
    }

    static Language language(YamlEntry entry, String code) {
        return switch (code) {
            case "kk" -> Language.KK;
            case "ru" -> Language.RU;
            case "en" -> Language.EN;
            default -> throw entry.fault(code, "is no language; use kk, ru, en");
        };
    }

    static String code(Language language) {
        return language.name().toLowerCase(Locale.ROOT);
    }

    private static Keyword exact(String word, Sense sense) {
        return new Keyword(word, sense, Optional.empty(), true);
    }

    private static Set<String> prefixes(YamlEntry root) {
        var prefixes = new HashSet<>(root.texts("mobile-prefixes"));
        if (prefixes.isEmpty() || !prefixes.stream().allMatch(p -> p.matches("\\d{3}"))) {
            throw root.fault("mobile-prefixes", "must list prefixes of three digits, in quotes");
        }
        return prefixes;
    }
}
