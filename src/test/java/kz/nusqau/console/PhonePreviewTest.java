package kz.nusqau.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kz.nusqau.catalogue.CatalogueTexts;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text is shown and counted as it is sent. */
class PhonePreviewTest {

    @ParameterizedTest
    @CsvSource({
        "a, 160, GSM 7, 1, 160, 0",
        "a, 161, GSM 7, 2, 161, 145",
        "€, 80, GSM 7, 1, 160, 0",
        "€, 81, GSM 7, 2, 162, 143",
        "я, 70, UCS-2, 1, 70, 0",
        "я, 71, UCS-2, 2, 71, 63",
    })
    void countsAsTheSplitterCuts(
            String letter, int times, String coding, int parts, int used, int room) {
        var preview = PhonePreview.of(Language.RU, letter.repeat(times));

        assertThat(preview.coding()).isEqualTo(coding);
        assertThat(preview.count()).isEqualTo(parts);
        assertThat(preview.used()).isEqualTo(used);
        assertThat(preview.room()).isEqualTo(room);
        assertThat(String.join("", preview.parts())).isEqualTo(letter.repeat(times));
    }

    /** The samples are the longest of all languages; English is sent without their letters. */
    @Test
    void writesExamplesAsTheLanguageDoes() {
        var texts = CatalogueTexts.of("samples: {amount: \"199 999,99 тг\", field: сумма}\n");
        String pattern = "{amount} {field}";

        var previews =
                PhonePreview.of(
                        texts,
                        Map.of(
                                Language.KK, pattern,
                                Language.RU, pattern,
                                Language.EN, pattern));

        assertThat(previews.get(1).parts()).containsExactly("199 999,99 тг сумма");
        assertThat(previews.get(2).parts()).containsExactly("199,999.99 KZT summa");
        assertThat(previews.get(2).coding()).isEqualTo("GSM 7");
    }

    @Test
    void fillsInTheExamplesOfTheDocument() {
        var texts =
                CatalogueTexts.of(
                        "samples: {amount: 5 тг}\ntexts:\n  a: {kk: \"Сізде {amount}\", ru: x, en: y}\n");

        var previews =
                PhonePreview.of(
                        texts,
                        Map.of(
                                Language.KK, "Сізде {amount}",
                                Language.RU, "Не хватает {fee}",
                                Language.EN, "It's {"));

        assertThat(previews.get(0).parts()).containsExactly("Сізде 5 тг");
        assertThat(previews.get(1).fault()).contains("fee");
        assertThat(previews.get(2).fault()).isNotBlank();
    }
}
