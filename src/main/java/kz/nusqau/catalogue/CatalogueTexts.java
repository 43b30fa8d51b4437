package kz.nusqau.catalogue;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The replies of a document as people write them, and as subscribers would read them. */
public final class CatalogueTexts {

    private static final Pattern TENGE = Pattern.compile("(\\d[\\d ]*),(\\d\\d) тг");

    /** Somebody else's, which stay as they are in every language. */
    private static final Set<String> NAMES = Set.of("partner", "holder", "order");

    private static final Transliterator LATIN =
            Transliterator.getInstance("Any-Latin; Latin-ASCII");

    private final Map<String, Map<Language, String>> patterns = new LinkedHashMap<>();
    private final Map<String, String> samples = new HashMap<>();

    private CatalogueTexts() {}

    /** Of a document that isn't right there is what can be read. */
    public static CatalogueTexts of(String document) {
        var texts = new CatalogueTexts();
        var marks = YamlMarks.of(document);
        scalars(marks.find(List.of("samples")).orElse(null)).forEach(texts.samples::put);
        if (marks.find(List.of("texts")).orElse(null) instanceof MappingNode all) {
            all.getValue()
                    .forEach(
                            each -> {
                                if (each.getKeyNode() instanceof ScalarNode key) {
                                    texts.patterns.put(
                                            key.getValue(), byLanguage(each.getValueNode()));
                                }
                            });
        }
        return texts;
    }

    private static Map<Language, String> byLanguage(Node node) {
        var written = scalars(node);
        var byLanguage = new EnumMap<Language, String>(Language.class);
        for (Language language : Language.values()) {
            byLanguage.put(language, written.getOrDefault(WordsFile.code(language), ""));
        }
        return byLanguage;
    }

    private static Map<String, String> scalars(@Nullable Node node) {
        var scalars = new LinkedHashMap<String, String>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue()
                    .forEach(
                            each -> {
                                if (each.getKeyNode() instanceof ScalarNode key
                                        && each.getValueNode() instanceof ScalarNode value) {
                                    scalars.put(key.getValue(), value.getValue());
                                }
                            });
        }
        return scalars;
    }

    /** In the order of the document. */
    public List<String> keys() {
        return List.copyOf(patterns.keySet());
    }

    public Optional<Map<Language, String>> patterns(String key) {
        return Optional.ofNullable(patterns.get(key)).map(Map::copyOf);
    }

    /** Those that hold a word, in their key or in any language, whatever its case. */
    public List<String> keysWith(String word) {
        String wanted = word.strip().toLowerCase(Locale.ROOT);
        return patterns.entrySet().stream()
                .filter(
                        each ->
                                (each.getKey() + " " + String.join(" ", each.getValue().values()))
                                        .toLowerCase(Locale.ROOT)
                                        .contains(wanted))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Keys that other patterns stand under, or none, than in another document. */
    public List<String> keysUnlike(CatalogueTexts other) {
        Set<String> keys = new TreeSet<>(patterns.keySet());
        keys.addAll(other.patterns.keySet());
        var unlike = new ArrayList<String>();
        for (String key : keys) {
            var mine = patterns.get(key);
            if (mine == null || !mine.equals(other.patterns.get(key))) {
                unlike.add(key);
            }
        }
        return unlike;
    }

    /**
     * What a subscriber would read.
     *
     * @param text with the samples of the document
     * @param fault why there is no text; null where there is one
     */
    public record Said(String text, @Nullable String fault) {}

    /** As the language writes it: the samples are the longest of all, which mixes alphabets. */
    private @Nullable String sample(String name, Language language) {
        String written = samples.get(name);
        if (written == null) {
            return null;
        }
        String sums =
                TENGE.matcher(written)
                        .replaceAll(
                                sum ->
                                        Matcher.quoteReplacement(
                                                MoneyText.of(money(sum), language)));
        return language == Language.EN && !NAMES.contains(name) ? LATIN.transliterate(sums) : sums;
    }

    private static Money money(MatchResult sum) {
        return Money.parse(sum.group(1).replace(" ", "") + "." + sum.group(2), "KZT");
    }

    /** A pattern with the samples filled in. */
    public Said said(Language language, String pattern) {
        try {
            var parsed = new TextPattern(pattern, language);
            var arguments = new HashMap<String, Object>();
            for (String name : parsed.arguments()) {
                String sample = sample(name, language);
                if (sample == null) {
                    return new Said("", "{" + name + "}: no sample");
                }
                arguments.put(
                        name, parsed.isNumeric(name) ? (Object) Integer.valueOf(sample) : sample);
            }
            return new Said(parsed.fill("preview", arguments), null);
        } catch (RuntimeException e) {
            // ICU tells in many ways what it doesn't understand.
            return new Said("", String.valueOf(e.getMessage()));
        }
    }
}
