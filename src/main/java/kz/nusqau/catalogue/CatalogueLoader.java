package kz.nusqau.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.InstructionParser;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.instruction.Vocabulary;
import kz.nusqau.shared.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ResourceLoader;

/** Reads all documents, builds the parser, and sends every example through it. */
final class CatalogueLoader {

    static final String SHIPPED_TEXTS = "classpath:catalogue/texts.yaml";

    private final ResourceLoader resources;
    private volatile @Nullable Texts shipped;

    CatalogueLoader(ResourceLoader resources) {
        this.resources = resources;
    }

    /** As shipped, or as the site's own files say. */
    Catalogue load(CatalogueProperties properties) {
        return load(CatalogueSources.shipped(files(properties)), true);
    }

    /** What each document says without any version of it. */
    Map<CatalogueDocument, SourceText> files(CatalogueProperties properties) {
        var files = new EnumMap<CatalogueDocument, SourceText>(CatalogueDocument.class);
        for (CatalogueDocument document : CatalogueDocument.values()) {
            String location = properties.location(document);
            files.put(document, new SourceText(document, location, 0, read(location)));
        }
        return files;
    }

    /** A file as it is. */
    String read(String location) {
        try (var content = resources.getResource(location).getInputStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CatalogueFault(
                    null,
                    0,
                    location
                            + ": not found; see the keys nusqau.short-codes and nusqau.catalogue.*",
                    e);
        }
    }

    /**
     * Reads them as one.
     *
     * @param strict also of a version is asked that it has every text: one that was published
     *     before a release added some has those as shipped
     */
    Catalogue load(CatalogueSources sources, boolean strict) {
        var roots = new EnumMap<CatalogueDocument, YamlEntry>(CatalogueDocument.class);
        sources.texts().forEach((document, text) -> roots.put(document, YamlEntry.read(text)));
        var words = WordsFile.read(root(roots, CatalogueDocument.WORDS));
        var providers = ProvidersFile.read(root(roots, CatalogueDocument.PROVIDERS));
        var shortCodes =
                ShortCodesFile.read(root(roots, CatalogueDocument.SHORT_CODES)).shortCodes();
        var limits = LimitsFile.read(root(roots, CatalogueDocument.LIMITS)).rules();
        var service = ServiceFile.read(root(roots, CatalogueDocument.SERVICE));
        var texts = texts(sources.of(CatalogueDocument.TEXTS), roots, strict);
        requireSystems(roots, providers.providers(), limits);
        requireFields(roots, providers.providers(), texts);
        var parser = parser(sources, words, providers);
        var registry = new Providers(providers.providers(), sources.formerProviders());
        var menus = MenusFile.read(root(roots, CatalogueDocument.USSD), registry);
        var catalogue =
                new Catalogue(
                        shortCodes,
                        registry,
                        service.tariffs(),
                        limits,
                        texts,
                        new Questions(texts, registry, service.callCentres(), words.examples()),
                        new Menus(menus, texts, shortCodes, parser),
                        service.callCentres(),
                        service.rules(),
                        parser);
        requireExamples(roots, catalogue);
        requireDialled(menus, catalogue);
        return catalogue;
    }

    private static YamlEntry root(
            Map<CatalogueDocument, YamlEntry> roots, CatalogueDocument document) {
        return Objects.requireNonNull(roots.get(document));
    }

    /** Texts must say everything that is said, from the same arguments. */
    private Texts texts(
            SourceText source, Map<CatalogueDocument, YamlEntry> roots, boolean strict) {
        var root = root(roots, CatalogueDocument.TEXTS);
        if (source.name().equals(SHIPPED_TEXTS)) {
            return TextsFile.read(root).texts();
        }
        var shipped = shippedTexts();
        var texts =
                strict || source.version() == 0
                        ? TextsFile.read(root).texts()
                        : TextsFile.read(root, shipped).texts();
        for (String key : shipped.keys()) {
            if (!texts.has(key) || !shipped.arguments(key).containsAll(texts.arguments(key))) {
                throw root.child("texts")
                        .fault(
                                key,
                                "is missing or has arguments that nobody fills; use only "
                                        + shipped.arguments(key));
            }
        }
        return texts;
    }

    /** Those that this release was written with; read once. */
    private Texts shippedTexts() {
        Texts known = shipped;
        if (known == null) {
            var file =
                    new SourceText(CatalogueDocument.TEXTS, SHIPPED_TEXTS, 0, read(SHIPPED_TEXTS));
            known = TextsFile.read(YamlEntry.read(file)).texts();
            shipped = known;
        }
        return known;
    }

    private static InstructionParser parser(
            CatalogueSources sources, WordsFile words, ProvidersFile providers) {
        List<Keyword> keywords = new ArrayList<>(words.keywords());
        keywords.addAll(providers.keywords());
        try {
            return new InstructionParser(
                    new Vocabulary(
                            keywords,
                            providers.providers().stream().map(Provider::shape).toList(),
                            words.mobilePrefixes()));
        } catch (IllegalArgumentException e) {
            throw new CatalogueFault(
                    null,
                    0,
                    "%s or %s: %s; choose another word"
                            .formatted(
                                    sources.of(CatalogueDocument.WORDS).name(),
                                    sources.of(CatalogueDocument.PROVIDERS).name(),
                                    e.getMessage()),
                    e);
        }
    }

    private static void requireSystems(
            Map<CatalogueDocument, YamlEntry> roots, List<Provider> providers, LimitRules limits) {
        for (Provider provider : providers) {
            for (String system : provider.systems()) {
                if (!limits.systems().contains(system)) {
                    throw root(roots, CatalogueDocument.PROVIDERS)
                            .child("providers")
                            .child(provider.code())
                            .fault(
                                    "systems",
                                    "names '%s', which has no limits; add them to limits"
                                            .formatted(system));
                }
            }
        }
    }

    private static void requireFields(
            Map<CatalogueDocument, YamlEntry> roots, List<Provider> providers, Texts texts) {
        for (Provider provider : providers) {
            for (var requisite : provider.shape().requisites()) {
                String key = "field.requisite." + requisite.name();
                if (!texts.has(key)) {
                    throw root(roots, CatalogueDocument.TEXTS)
                            .child("texts")
                            .fault(
                                    key,
                                    "is missing; provider %s asks for it"
                                            .formatted(provider.code()));
                }
            }
        }
    }

    private static void requireExamples(
            Map<CatalogueDocument, YamlEntry> roots, Catalogue catalogue) {
        var entries = root(roots, CatalogueDocument.SHORT_CODES).list("short-codes");
        var providers = root(roots, CatalogueDocument.PROVIDERS).child("providers");
        for (int i = 0; i < entries.size(); i++) {
            ShortCode code = catalogue.shortCodes().all().get(i);
            require(catalogue.parser(), code, code.examples(), entries.get(i));
            // A provider's word comes first there, so its examples hold on every number.
            for (Provider provider : catalogue.providers().all()) {
                require(
                        catalogue.parser(),
                        code,
                        provider.examples(),
                        providers.child(provider.code()));
            }
        }
    }

    private static void require(
            InstructionParser parser,
            ShortCode code,
            List<ShortCodeExample> examples,
            YamlEntry entry) {
        for (int i = 0; i < examples.size(); i++) {
            var example = examples.get(i);
            String read = read(parser, code.defaultCommand(), example);
            if (!read.equals(example.expected())) {
                throw entry.list("examples")
                        .get(i)
                        .fault(
                                "text",
                                "is an example '%s' to %s that reads '%s', not '%s'; mend the words or the example"
                                        .formatted(
                                                example.text(),
                                                code.number(),
                                                read,
                                                example.expected()));
            }
        }
    }

    /** In every language: pages may be cut differently. */
    private static void requireDialled(MenusFile menus, Catalogue catalogue) {
        for (MenusFile.Dialled example : menus.examples()) {
            for (Language language : Language.values()) {
                String read = dialled(example.dial(), catalogue, language);
                if (!read.equals(example.reads())) {
                    throw example.entry()
                            .fault(
                                    "dial",
                                    "reads '%s' in %s, not '%s'; mend the menu or the example"
                                            .formatted(read, language, example.reads()));
                }
            }
        }
    }

    static String dialled(String dial, Catalogue catalogue, Language language) {
        var parts = List.of(dial.replaceAll("^\\*|#$", "").split("\\*"));
        var walk =
                catalogue.menus().walk(parts.getFirst(), parts.subList(1, parts.size()), language);
        return switch (walk.place()) {
            case Menus.Place.Question(String screen) -> screen;
            case Menus.Place.Complete(String text, String shortCode) ->
                    ReadingText.of(
                            catalogue
                                    .parser()
                                    .read(
                                            text,
                                            new ReadingContext(
                                                    catalogue
                                                            .shortCodes()
                                                            .find("", shortCode)
                                                            .flatMap(ShortCode::defaultCommand),
                                                    false,
                                                    language)));
        };
    }

    static String read(
            InstructionParser parser, Optional<Command> defaultCommand, ShortCodeExample example) {
        var context = new ReadingContext(defaultCommand, example.challengeOpen(), Language.RU);
        return ReadingText.of(parser.read(example.text(), context));
    }
}
