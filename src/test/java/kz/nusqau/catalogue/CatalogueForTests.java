package kz.nusqau.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.nusqau.instruction.InstructionParser;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.Reading;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

/** The catalogue as it ships, for tests of any module. */
public final class CatalogueForTests {

    private static final CatalogueLoader.Loaded SHIPPED = load(Map.of());

    private CatalogueForTests() {}

    public static Catalogue catalogue() {
        return SHIPPED.catalogue();
    }

    public static InstructionParser parser() {
        return SHIPPED.parser();
    }

    /** Every word of the shipped files, those of providers last. */
    public static List<Keyword> keywords() {
        var keywords = new ArrayList<>(WordsFile.read(shipped("words.yaml")).keywords());
        keywords.addAll(ProvidersFile.read(shipped("providers.yaml")).keywords());
        return keywords;
    }

    private static YamlEntry shipped(String file) {
        return YamlEntry.read(
                file,
                Objects.requireNonNull(
                        CatalogueForTests.class.getResourceAsStream("/catalogue/" + file)));
    }

    /** The short form that examples use: {@code pay alma account=7273001123 1500.00}. */
    public static String shortForm(Reading reading) {
        return ReadingText.of(reading);
    }

    static CatalogueLoader.Loaded load(Map<String, String> properties) {
        var bound =
                new Binder(new MapConfigurationPropertySource(properties))
                        .bindOrCreate("nusqau", CatalogueProperties.class);
        return new CatalogueLoader(new DefaultResourceLoader()).load(bound);
    }
}
