package kz.nusqau.catalogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.InstructionParser;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.instruction.Vocabulary;
import kz.nusqau.shared.Language;
import org.springframework.core.io.ResourceLoader;

/** Reads all files, builds the parser, and sends every example through it. */
final class CatalogueLoader {

    /** What the files make together. */
    record Loaded(Catalogue catalogue, InstructionParser parser) {}

    static final String SHIPPED_TEXTS = "classpath:catalogue/texts.yaml";

    private final ResourceLoader resources;

    CatalogueLoader(ResourceLoader resources) {
        this.resources = resources;
    }

    Loaded load(CatalogueProperties properties) {
        var files = properties.catalogue();
        var words = WordsFile.read(open(files.words()));
        var providers = ProvidersFile.read(open(files.providers()));
        var shortCodes = ShortCodesFile.read(open(properties.shortCodes())).shortCodes();
        var limits = LimitsFile.read(open(files.limits())).rules();
        var service = ServiceFile.read(open(files.service()));
        var texts = texts(files.texts());
        requireSystems(files, providers.providers(), limits);
        requireFields(files, providers.providers(), texts);
        var parser = parser(files, words, providers);
        var registry = new Providers(providers.providers());
        var menus = MenusFile.read(open(files.menus()), registry);
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
                        service.rules());
        requireExamples(properties, catalogue, parser);
        requireDialled(menus, catalogue, parser);
        return new Loaded(catalogue, parser);
    }

    private YamlEntry open(String location) {
        try {
            return YamlEntry.read(location, resources.getResource(location).getInputStream());
        } catch (IOException e) {
            throw new CatalogueFault(
                    location
                            + ": not found; see the keys nusqau.short-codes and nusqau.catalogue.*",
                    e);
        }
    }

    /** A site's texts must say everything that is said, from the same arguments. */
    private Texts texts(String location) {
        var texts = TextsFile.read(open(location)).texts();
        if (location.equals(SHIPPED_TEXTS)) {
            return texts;
        }
        var shipped = TextsFile.read(open(SHIPPED_TEXTS)).texts();
        for (String key : shipped.keys()) {
            if (!texts.has(key) || !shipped.arguments(key).containsAll(texts.arguments(key))) {
                throw new CatalogueFault(
                        "%s, entry 'texts', key '%s' is missing or has arguments that nobody fills; use only %s"
                                .formatted(location, key, shipped.arguments(key)));
            }
        }
        return texts;
    }

    private static InstructionParser parser(
            CatalogueProperties.Files files, WordsFile words, ProvidersFile providers) {
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
                    "%s or %s: %s; choose another word"
                            .formatted(files.words(), files.providers(), e.getMessage()),
                    e);
        }
    }

    private static void requireSystems(
            CatalogueProperties.Files files, List<Provider> providers, LimitRules limits) {
        for (Provider provider : providers) {
            for (String system : provider.systems()) {
                if (!limits.systems().contains(system)) {
                    throw new CatalogueFault(
                            "%s, entry 'providers.%s', key 'systems', value '%s' has no limits; add them to %s"
                                    .formatted(
                                            files.providers(),
                                            provider.code(),
                                            system,
                                            files.limits()));
                }
            }
        }
    }

    private static void requireFields(
            CatalogueProperties.Files files, List<Provider> providers, Texts texts) {
        for (Provider provider : providers) {
            for (var requisite : provider.shape().requisites()) {
                String key = "field.requisite." + requisite.name();
                if (!texts.has(key)) {
                    throw new CatalogueFault(
                            "%s, entry 'texts', key '%s' is missing; provider %s asks for it"
                                    .formatted(files.texts(), key, provider.code()));
                }
            }
        }
    }

    private static void requireExamples(
            CatalogueProperties properties, Catalogue catalogue, InstructionParser parser) {
        for (ShortCode code : catalogue.shortCodes().all()) {
            for (ShortCodeExample example : code.examples()) {
                require(parser, properties.shortCodes(), code, example);
            }
            // A provider's word comes first there, so its examples hold on every number.
            for (Provider provider : catalogue.providers().all()) {
                for (ShortCodeExample example : provider.examples()) {
                    require(parser, properties.catalogue().providers(), code, example);
                }
            }
        }
    }

    /** In every language: pages may be cut differently. */
    private static void requireDialled(
            MenusFile menus, Catalogue catalogue, InstructionParser parser) {
        for (MenusFile.Dialled example : menus.examples()) {
            for (Language language : Language.values()) {
                String read = dialled(example.dial(), catalogue, parser, language);
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

    static String dialled(
            String dial, Catalogue catalogue, InstructionParser parser, Language language) {
        var parts = List.of(dial.replaceAll("^\\*|#$", "").split("\\*"));
        var walk =
                catalogue.menus().walk(parts.getFirst(), parts.subList(1, parts.size()), language);
        return switch (walk.place()) {
            case Menus.Place.Question(String screen) -> screen;
            case Menus.Place.Complete(String text, String shortCode) ->
                    ReadingText.of(
                            parser.read(
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

    private static void require(
            InstructionParser parser, String file, ShortCode code, ShortCodeExample example) {
        String read = read(parser, code.defaultCommand(), example);
        if (!read.equals(example.expected())) {
            throw new CatalogueFault(
                    "%s, example '%s' to %s reads '%s', not '%s'; mend the words or the example"
                            .formatted(
                                    file, example.text(), code.number(), read, example.expected()));
        }
    }

    static String read(
            InstructionParser parser, Optional<Command> defaultCommand, ShortCodeExample example) {
        var context = new ReadingContext(defaultCommand, example.challengeOpen(), Language.RU);
        return ReadingText.of(parser.read(example.text(), context));
    }
}
