package kz.nusqau.catalogue;

import java.util.HashMap;
import java.util.Map;
import kz.nusqau.shared.Language;

/** What every text must satisfy before anybody receives it. */
final class TextLint {

    private static final int MOST_PARTS = 3;
    private static final int UCS2_PER_PART = 67;
    private static final int UCS2_ALONE = 70;
    private static final int GSM7_PER_PART = 153;
    private static final int GSM7_ALONE = 160;

    /** Shorter Kazakh texts may do without a letter of their own. */
    private static final int LONG_ENOUGH = 25;

    private static final String KAZAKH = "әғқңөұүһі";

    private TextLint() {}

    static void check(
            YamlEntry entries,
            String key,
            Map<Language, TextPattern> texts,
            Map<String, String> samples) {
        var arguments = texts.values().iterator().next().arguments();
        texts.forEach(
                (language, text) -> {
                    if (!text.arguments().equals(arguments)) {
                        throw entries.fault(
                                key,
                                "has other arguments in %s: %s instead of %s"
                                        .formatted(language, text.arguments(), arguments));
                    }
                    String filled = text.fill(key, sampleArguments(entries, key, text, samples));
                    alphabet(entries, key, language, text.literal());
                    if (parts(filled) > MOST_PARTS) {
                        throw entries.fault(
                                key,
                                "needs %d parts in %s with its samples (%d characters); shorten it"
                                        .formatted(parts(filled), language, filled.length()));
                    }
                });
    }

    /** How many parts a text takes: by UCS2 when it holds anything beyond ASCII. */
    static int parts(String text) {
        boolean ucs2 = text.chars().anyMatch(c -> c > 0x7E);
        int alone = ucs2 ? UCS2_ALONE : GSM7_ALONE;
        int perPart = ucs2 ? UCS2_PER_PART : GSM7_PER_PART;
        return text.length() <= alone ? 1 : Math.ceilDiv(text.length(), perPart);
    }

    private static Map<String, Object> sampleArguments(
            YamlEntry entries, String key, TextPattern text, Map<String, String> samples) {
        var arguments = new HashMap<String, Object>();
        for (String name : text.arguments()) {
            String sample = samples.get(name);
            if (sample == null) {
                throw entries.fault(key, "has no sample for argument " + name + "; add one");
            }
            boolean number = text.isNumeric(name);
            arguments.put(name, number ? (Object) Integer.valueOf(sample) : sample);
        }
        return arguments;
    }

    static void alphabet(YamlEntry entries, String key, Language language, String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        boolean kazakh = lower.chars().anyMatch(c -> KAZAKH.indexOf(c) >= 0);
        boolean cyrillic = lower.chars().anyMatch(c -> c >= 0x400 && c < 0x530);
        boolean wrong =
                switch (language) {
                    case KK -> text.length() >= LONG_ENOUGH && !kazakh;
                    case RU -> kazakh || (!cyrillic && text.length() >= LONG_ENOUGH);
                    case EN -> lower.chars().anyMatch(c -> c > 0x7E);
                };
        if (wrong) {
            throw entries.fault(key, "is not written in the letters of " + language);
        }
        mixedWord(entries, key, language, lower);
    }

    /** A Latin letter inside a Cyrillic word looks right and isn't. */
    private static void mixedWord(YamlEntry entries, String key, Language language, String text) {
        for (int i = 1; i < text.length(); i++) {
            char one = text.charAt(i - 1);
            char other = text.charAt(i);
            boolean letters = Character.isLetter(one) && Character.isLetter(other);
            if (letters && (one < 0x250) != (other < 0x250)) {
                throw entries.fault(
                        key,
                        "mixes alphabets in one word of %s near '%s'"
                                .formatted(
                                        language,
                                        text.substring(
                                                Math.max(0, i - 5),
                                                Math.min(text.length(), i + 5))));
            }
        }
    }
}
