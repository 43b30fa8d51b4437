package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.DefaultResourceLoader;

/** Values are changed where they stand; the rest of a document stays as somebody wrote it. */
class DocumentValuesTest {

    private static final String LIMITS =
            """
            # A day is a calendar day.
            hub: {operation-minimum: 10, operation-maximum: 50000}   # of all
            plain-yes: {short-codes: ["7701"], up-to: 1000}
            """;

    private static final Map<CatalogueDocument, SourceText> FILES =
            new CatalogueLoader(new DefaultResourceLoader())
                    .files(CatalogueForTests.bound(Map.of()));

    @Test
    void changesAValueAndNothingElse() {
        var values = DocumentValues.of(CatalogueDocument.LIMITS, LIMITS);

        assertThat(values.with(Map.of("hub/operation-maximum", "40000")))
                .isEqualTo(LIMITS.replace("50000", "40000"));
        assertThat(values.with(Map.of("plain-yes/short-codes", "[\"7701\", \"525\"]")))
                .isEqualTo(LIMITS.replace("[\"7701\"]", "[\"7701\", \"525\"]"));
        assertThat(values.with(Map.of("hub/operation-maximum", "50000", "hub/none", "1")))
                .isEqualTo(LIMITS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Сумма: {amount}.  | \"Сумма: {amount}.\"",
                "Plain words       | Plain words",
                "12                | \"12\"",
                "yes               | \"yes\"",
                "say \"no\" \\ 😀  | \"say \\\"no\\\" \\\\ 😀\"",
            })
    void writesATextSoThatItIsReadAsItIs(String text, String written) {
        String yaml = "texts:\n  a: {kk: 😀, ru: арест, en: arrest} # 😀\n";
        String changed =
                DocumentValues.of(CatalogueDocument.TEXTS, yaml).with(Map.of("texts/a/ru", text));

        assertThat(changed).isEqualTo(yaml.replace("арест", written));
        assertThat(
                        YamlEntry.read(new SourceText(null, "x", 0, changed))
                                .child("texts")
                                .child("a")
                                .text("ru"))
                .isEqualTo(text);
    }

    @Test
    void keepsLineBreaksOfATextAndTakesABrowsersForTheSame() {
        String yaml = "texts:\n  a: {kk: \"x\\ny\", ru: б, en: b}\n";
        var values = DocumentValues.of(CatalogueDocument.TEXTS, yaml);

        assertThat(values.with(Map.of("texts/a/kk", "x\r\ny"))).isEqualTo(yaml);
        assertThat(values.with(Map.of("texts/a/ru", "б\r\nв")))
                .isEqualTo(yaml.replace("б", "\"б\\nв\""));
    }

    @Test
    void replacesATextOfSeveralLines() {
        String yaml = "texts:\n  a:\n    kk: |\n      x\n      y\n    ru: б\n    en: b\n";
        var values = DocumentValues.of(CatalogueDocument.TEXTS, yaml);

        assertThat(values.with(Map.of("texts/a/kk", "x\r\ny"))).isEqualTo(yaml);
        assertThat(values.with(Map.of("texts/a/kk", "z", "texts/a/en", "c")))
                .isEqualTo("texts:\n  a:\n    kk: \"z\"\n    ru: б\n    en: c\n");
    }

    /** Through the form without a change, and through it with each value changed and back. */
    @ParameterizedTest
    @EnumSource
    void leavesEveryShippedDocumentAsItIs(CatalogueDocument document) {
        String text = FILES.get(document).text();
        var values = DocumentValues.of(document, text);
        for (var table : values.tables()) {
            for (var entry : table.entries()) {
                for (var value : entry.values()) {
                    assertThat(values.with(Map.of(value.way(), value.value())))
                            .as(value.way())
                            .isEqualTo(text);
                    assertThat(values.find(entry.way())).contains(entry);
                }
            }
        }
    }

    @Test
    void showsLayersOfLimitsInOneTable() {
        var tables =
                DocumentValues.of(
                                CatalogueDocument.LIMITS,
                                FILES.get(CatalogueDocument.LIMITS).text())
                        .tables();

        assertThat(tables.getFirst().columns())
                .containsExactly(
                        "operation-minimum", "operation-maximum", "day-maximum", "day-count");
        assertThat(tables.getFirst().entries())
                .extracting(DocumentValues.Entry::name)
                .containsExactly("hub", "wooppay", "kazeuromobile", "app-store");
    }

    @Test
    void showsAFeeAsItIsWritten() {
        var su =
                DocumentValues.of(
                                CatalogueDocument.PROVIDERS,
                                FILES.get(CatalogueDocument.PROVIDERS).text())
                        .find("providers/su")
                        .orElseThrow();

        assertThat(su.find("fee").orElseThrow().value()).isEqualTo("{percent: \"1\", minimum: 20}");
        assertThat(su.find("names ru").orElseThrow().value()).isEqualTo("Водоканал");
    }
}
