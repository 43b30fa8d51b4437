package kz.nusqau.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.nusqau.instruction.InstructionParser;
import kz.nusqau.instruction.Keyword;
import kz.nusqau.instruction.Reading;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.DefaultResourceLoader;

/** The catalogue as it ships, for tests of any module. */
public final class CatalogueForTests {

    private static final Catalogue SHIPPED = load(Map.of());

    private CatalogueForTests() {}

    public static Catalogue catalogue() {
        return SHIPPED;
    }

    /** The same, in force for good. */
    public static CatalogueInForce inForce() {
        return new CatalogueInForce(SHIPPED);
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

    static YamlEntry shipped(String file) {
        return YamlEntry.read(
                new SourceText(
                        null,
                        file,
                        0,
                        new CatalogueLoader(new DefaultResourceLoader())
                                .read("classpath:catalogue/" + file)));
    }

    static YamlEntry yaml(String file, String text) {
        return YamlEntry.read(new SourceText(null, file, 0, text));
    }

    /**
     * Puts menus into force as if they had been published just now.
     *
     * @return puts back what was in force
     */
    public static Runnable withNewMenus(CatalogueInForce inForce) {
        var before = inForce.now();
        var loader = new CatalogueLoader(new DefaultResourceLoader());
        var files = loader.files(bound(Map.of()));
        var ussd = files.get(CatalogueDocument.USSD);
        var anew =
                SourceText.of(
                        CatalogueDocument.USSD,
                        1,
                        ussd.text().replace("ru: Баланс,", "ru: Остаток,"));
        inForce.replace(loader.load(CatalogueSources.shipped(files).with(anew), true));
        return () -> inForce.replace(before);
    }

    /** The short form that examples use: {@code pay alma account=7273001123 1500.00}. */
    public static String shortForm(Reading reading) {
        return ReadingText.of(reading);
    }

    static Catalogue load(Map<String, String> properties) {
        return new CatalogueLoader(new DefaultResourceLoader()).load(bound(properties));
    }

    static CatalogueProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("nusqau", CatalogueProperties.class);
    }
}
