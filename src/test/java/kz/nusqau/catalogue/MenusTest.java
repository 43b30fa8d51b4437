package kz.nusqau.catalogue;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kz.nusqau.catalogue.Menus.Place;
import kz.nusqau.shared.Language;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("S-USSD")
class MenusTest {

    private static final Path SHIPPED = Path.of("src/main/resources/catalogue/ussd.yaml");

    private final Menus menus = CatalogueForTests.catalogue().menus();

    @TempDir private Path folder;

    @Test
    void showsTheProvidersInOrder() {
        assertThat(question(List.of("2"), Language.RU))
                .startsWith("1 Алма электро\n2 Водоканал\n3 Мобильная связь");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7               | 0",
                "2*1*7273001124  | 2",
                "2*1*балконы     | 2",
                "3*1.500         | 1",
                "3*-5            | 1",
                "4*12            | 1",
                "8*1*4*44        | 3",
            })
    void stopsBeforeWhatIsWrong(String typed, int taken) {
        var walk = menus.walk("9909", List.of(typed.split("\\*", -1)), Language.RU);

        assertThat(walk.wrong()).isTrue();
        assertThat(walk.taken()).isEqualTo(taken);
        assertThat(((Place.Question) walk.place()).screen()).startsWith("Неверный ввод.");
    }

    @Test
    void aWordCannotSlipInWhereDigitsAreDue() {
        var walk = menus.walk("9909", List.of("3", "1500 wallet"), Language.EN);

        assertThat(walk.wrong()).isTrue();
    }

    @Test
    void neverShowsTheCode() {
        var screen =
                menus.screen(
                        "code.top-up",
                        Language.EN,
                        Map.of("code", "482913", "amount", "1", "fee", "0", "system", "Wooppay"));

        assertThat(screen).hasValueSatisfying(text -> assertThat(text).doesNotContain("482913"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ru: До свидания! | ru: До свидания до следующего раза и спасибо что набрали наш номер сегодня звоните еще и еще | too long",
                "number: 6, menu      | number: 9, menu | reserved",
                "menu: others         | menu: nowhere   | opens no menu",
                "reads: rates USD     | reads: recall   | reads 'rates USD'",
                "topup {amount}       | topup {much}    | asks for something",
            })
    void refusesFaultyMenusAtTheStart(String right, String wrong, String named) throws IOException {
        var file = folder.resolve("ussd.yaml");
        var text = Files.readString(SHIPPED);
        assertThat(text).contains(right);
        Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));

        assertThatThrownBy(
                        () ->
                                CatalogueForTests.load(
                                        Map.of("nusqau.catalogue.menus", "file:" + file)))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContaining("ussd.yaml")
                .hasMessageContaining(named);
    }

    /** A screen of the greatest length, and one of a character more. */
    @ParameterizedTest
    @CsvSource({"kk, Сау болыңыз!, а, 80", "ru, До свидания!, а, 80", "en, Goodbye!, a, 182"})
    void measuresScreensInEachLanguage(String language, String shipped, String letter, int most)
            throws IOException {
        String longest = shipped + letter.repeat(most - shipped.length());
        assertThat(load(shipped, longest).say("bye", Language.valueOf(language.toUpperCase(ROOT))))
                .hasSize(most);

        assertThatThrownBy(() -> load(shipped, longest + letter))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContaining("bye")
                .hasMessageContaining(language.toUpperCase(ROOT) + ": 1 characters too long");
    }

    private Menus load(String right, String other) throws IOException {
        var file = folder.resolve("ussd.yaml");
        Files.writeString(file, Files.readString(SHIPPED).replace(right, other));
        return CatalogueForTests.load(Map.of("nusqau.catalogue.menus", "file:" + file)).menus();
    }

    private String question(List<String> answers, Language language) {
        return ((Place.Question) menus.walk("9909", answers, language).place()).screen();
    }
}
