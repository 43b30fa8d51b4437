package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Field;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.Money;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    private static final LocalDate IN_2026 = LocalDate.of(2026, 3, 1);

    private final Catalogue catalogue = CatalogueForTests.catalogue();

    @ParameterizedTest
    @CsvSource({
        "alma,1500.00,0.00",
        "su,1500.00,20.00",
        "su,2000.00,20.00",
        "su,2000.50,20.01",
        "su,5000.00,50.00",
        "tel,500.00,50.00",
        "kalaesp,4325.00,100.00"
    })
    @Tag("R-INS-6")
    void chargesTheCommissionOfTheTariff(String provider, String amount, String fee) {
        assertThat(
                        catalogue
                                .tariffs()
                                .fee(
                                        catalogue.providers().get(provider),
                                        Money.parse(amount, "KZT"),
                                        IN_2026))
                .isEqualTo(Money.parse(fee, "KZT"));
    }

    @ParameterizedTest
    @CsvSource({
        "kalaesp,2026-01-01,4325",
        "aulesp,2026-12-31,2163",
        "kalaesp,2025-12-31,3932",
        "aulesp,2025-06-01,1966",
        "kalaesp,2024-06-01,3692"
    })
    @Tag("R-INS-15")
    void computesCumulativePaymentsFromTheIndexOfTheDay(
            String provider, LocalDate day, long tenge) {
        assertThat(
                        catalogue
                                .tariffs()
                                .amount(catalogue.providers().get(provider), Optional.empty(), day))
                .isEqualTo(Money.tenge(tenge));
    }

    @Test
    @Tag("R-LIM-2")
    void holdsTheStrictestOfAllLimits() {
        var hub = new Limits(Money.tenge(10), Money.tenge(50_000), Money.tenge(200_000), 20);
        var system = new Limits(Money.tenge(100), Money.tenge(70_000), Money.tenge(90_000), 30);

        assertThat(hub.and(system))
                .isEqualTo(
                        new Limits(Money.tenge(100), Money.tenge(50_000), Money.tenge(90_000), 20));
    }

    @Test
    @Tag("R-LIM-1")
    void knowsTheLimitsOfTheDemo() {
        assertThat(catalogue.limitRules().of("wooppay"))
                .isEqualTo(
                        new Limits(Money.tenge(10), Money.tenge(50_000), Money.tenge(200_000), 20));
        assertThat(catalogue.limitRules().code())
                .isEqualTo(new LimitRules.CodeRule(Duration.ofMinutes(3), 3));
        assertThat(catalogue.limitRules().plainYes().upTo()).isEqualTo(Money.tenge(1_000));
        assertThat(catalogue.limitRules().plainYes().shortCodes()).containsExactly("7701");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9849950 | KK | 98 499,50 тг",
                "9849950 | RU | 98 499,50 тг",
                "9849950 | EN | 98,499.50 KZT",
                "0 | RU | 0,00 тг",
                "5 | EN | 0.05 KZT",
                "100000 | KK | 1 000,00 тг",
                "123456789012 | EN | 1,234,567,890.12 KZT"
            })
    void writesMoneyAsTheLanguageDoes(long tiyn, Language language, String expected) {
        assertThat(MoneyText.of(Money.tiyn(tiyn), language)).isEqualTo(expected);
    }

    @Test
    @Tag("R-OTP-3")
    @Tag("R-OTP-10")
    void startsACodeMessageWithTheCodeAndWarns() {
        var arguments =
                Map.of(
                        "code",
                        "482913",
                        "amount",
                        Money.tenge(1_500),
                        "payee",
                        "Алма",
                        "fee",
                        Money.tenge(0),
                        "minutes",
                        Duration.ofMinutes(3));

        assertThat(catalogue.texts().render("code.pay", Language.RU, arguments))
                .startsWith("482913 ")
                .contains("1 500,00 тг", "Алма", "0,00 тг", "3 мин", "Никому не сообщайте");
        assertThat(catalogue.texts().render("code.pay", Language.KK, arguments))
                .startsWith("482913 ")
                .contains("ешкімге айтпаңыз");
        assertThat(catalogue.texts().render("code.pay", Language.EN, arguments))
                .startsWith("482913 ")
                .contains("1,500.00 KZT", "Never tell");
    }

    /** Each part is paid for, and waited for by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"code.pay", "code.partner-pay"})
    void asksForACodeInTwoPartsAtMost(String key) {
        for (Language language : Language.values()) {
            var payee = language == Language.EN ? "Alma electricity *1123" : "Алма электро *1123";
            var arguments =
                    Map.of(
                            "code",
                            "482913",
                            "partner",
                            "Demo Shop",
                            "amount",
                            Money.tenge(1_500),
                            "payee",
                            payee,
                            "fee",
                            Money.tenge(0),
                            "minutes",
                            Duration.ofMinutes(3));

            assertThat(TextLint.parts(catalogue.texts().render(key, language, arguments)))
                    .as("%s in %s", key, language)
                    .isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,Неверный код. Осталась 1 попытка.",
        "2,Неверный код. Осталось 2 попытки.",
        "5,Неверный код. Осталось 5 попыток."
    })
    void declinesRussianNumbers(int attempts, String expected) {
        assertThat(
                        catalogue
                                .texts()
                                .render("code.wrong", Language.RU, Map.of("attempts", attempts)))
                .isEqualTo(expected);
    }

    @Test
    void refusesToSendATextWithAHole() {
        assertThatThrownBy(() -> catalogue.texts().render("balance.account", Language.KK, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("amount");
    }

    @Test
    void namesTheTextOfEveryField() {
        assertThat(catalogue.texts().missing(Field.requisite("iin")))
                .isEqualTo("missing.requisite");
        assertThat(catalogue.texts().missing(Field.AMOUNT)).isEqualTo("missing.amount");
        assertThat(catalogue.texts().invalid(Field.DAY)).isEqualTo("invalid.field");
        assertThat(catalogue.texts().name(Field.requisite("iin"), Language.KK))
                .isEqualTo("ЖСН (12 таңба)");
    }

    @Test
    @Tag("R-SC-5")
    void namesTheCallCentreOfTheBrand() {
        assertThat(catalogue.callCentres().of("ACTIV")).isEqualTo("3030");
        assertThat(catalogue.callCentres().of("KCELL")).isEqualTo("9090");
        assertThat(catalogue.callCentres().of(null)).isEqualTo("+77272588300");
    }

    @Test
    @Tag("R-SC-1")
    void prefersTheEntryOfTheLink() {
        var forAll = new ShortCode("7701", Set.of(), Optional.of(Command.PAY), List.of());
        var forOne = new ShortCode("7701", Set.of("north"), Optional.of(Command.SEND), List.of());
        var codes = new ShortCodes(List.of(forAll, forOne), "4404");

        assertThat(codes.find("north", "7701")).contains(forOne);
        assertThat(codes.find("south", "7701")).contains(forAll);
        assertThat(codes.find("south", "7702")).isEmpty();
    }

    @Test
    @Tag("R-SC-4")
    void findsTheLongNumberWithOrWithoutPlus() {
        assertThat(catalogue.shortCodes().find("any", "77014589654"))
                .isEqualTo(catalogue.shortCodes().find("any", "+77014589654"))
                .isPresent();
    }

    @Test
    void hidesAllButTheTailOfARequisite() {
        assertThat(
                        catalogue
                                .providers()
                                .get("kalaesp")
                                .payee(Language.KK, Map.of("iin", "900101300126")))
                .isEqualTo("Қала БЖТ *0126");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "short-codes: [{number: 'abc', examples: [{text: a, reads: b}]}] "
                        + "| short-codes[1] | number | digits, in quotes",
                "short-codes: [{number: '7701', number: '7702'}] "
                        + "| Duplicate field | number | not readable",
                "short-codes: [{number: '7701', defualt: pay}] "
                        + "| short-codes[1] | defualt | not known",
                "short-codes: [{number: '7701', default: buy, examples: [{text: a, reads: b}]}] "
                        + "| short-codes[1] | default | no command",
                "short-codes: [{number: '7701', examples: [{text: alma, reads: balance}]}] "
                        + "| example 'alma' | 7701 | reads 'missing requisite.account'",
            })
    void stopsTheStartWithFileEntryKeyValueAndRemedy(
            String yaml, String entry, String key, String remedy, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("codes.yaml");
        Files.writeString(file, "code-sender: '4404'\n" + yaml + "\n");

        assertThatThrownBy(
                        () ->
                                CatalogueForTests.load(
                                        Map.of("nusqau.short-codes", file.toUri().toString())))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContainingAll("codes.yaml", entry, key, remedy);
    }

    @Test
    void stopsTheStartWhenASiteForgetsAText(@TempDir Path folder) throws IOException {
        String shipped =
                new String(
                        getClass().getResourceAsStream("/catalogue/texts.yaml").readAllBytes(),
                        StandardCharsets.UTF_8);
        Path file = folder.resolve("our-texts.yaml");
        Files.writeString(file, shipped.replace("  receipt.pay:", "  receipt.paid:"));

        assertThatThrownBy(
                        () ->
                                CatalogueForTests.load(
                                        Map.of("nusqau.catalogue.texts", file.toUri().toString())))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContainingAll("our-texts.yaml", "receipt.pay", "is missing");
    }

    @Test
    void stopsTheStartWhenASiteForgetsTheLimitsOfTheAppStore(@TempDir Path folder)
            throws IOException {
        String shipped =
                new String(
                        getClass().getResourceAsStream("/catalogue/limits.yaml").readAllBytes(),
                        StandardCharsets.UTF_8);
        Path file = folder.resolve("our-limits.yaml");
        Files.writeString(file, shipped.replaceFirst("(?m)^app-store: .*$", ""));

        assertThatThrownBy(
                        () ->
                                CatalogueForTests.load(
                                        Map.of("nusqau.catalogue.limits", file.toUri().toString())))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContainingAll(
                        "our-limits.yaml",
                        "'app-store'",
                        "'operation-minimum'",
                        "must be a whole number from 0 on");
    }

    @Test
    void stopsTheStartWhenAFileIsMissing() {
        assertThatThrownBy(
                        () ->
                                CatalogueForTests.load(
                                        Map.of("nusqau.short-codes", "file:/nowhere.yaml")))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContainingAll("/nowhere.yaml", "nusqau.short-codes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kk: 'Қалдық {amount}', ru: 'Остаток', en: Balance | other arguments",
                "kk: 'Остаток на вашем счете есть', ru: Остаток, en: Balance | letters of KK",
                "kk: 'Қалдық', ru: Қалдық, en: Balance | letters of RU",
                "kk: 'Қалдық', ru: Остаток, en: Остаток | letters of EN",
                "kk: 'Қалдық', ru: Oстаток, en: Balance | mixes alphabets",
                "kk: 'Қалдық {who}', ru: 'Остаток {who}', en: 'Balance {who}' | no sample",
            })
    void refusesATextThatNobodyShouldReceive(String languages, String fault) {
        String yaml = "samples: {amount: '1'}\ntexts: {a.b: {" + languages + "}}";

        assertThatThrownBy(() -> TextsFile.read(CatalogueForTests.yaml("texts.yaml", yaml)))
                .isInstanceOf(CatalogueFault.class)
                .hasMessageContainingAll("texts.yaml", "a.b", fault);
    }

    @Test
    void refusesATextOfMoreThanThreeParts() {
        String text = "Ұзақ мәтін ".repeat(19);

        assertThat(TextLint.parts(text)).isEqualTo(4);
        assertThatThrownBy(
                        () ->
                                TextsFile.read(
                                        CatalogueForTests.yaml(
                                                "texts.yaml",
                                                "texts: {a: {kk: '%s', ru: Да, en: Yes}}"
                                                        .formatted(text))))
                .hasMessageContaining("4 parts");
    }
}
