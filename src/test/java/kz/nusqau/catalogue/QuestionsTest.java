package kz.nusqau.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Field;
import kz.nusqau.instruction.Reading;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.RefusalReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("R-INS-1")
class QuestionsTest {

    private final Catalogue catalogue = CatalogueForTests.catalogue();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alma 7273001124 1500 | RU | Ошибка: номер лицевого счета (******1124). "
                        + "Проверьте и отправьте снова. Пример: alma 7273001123 1500",
                "Kalaesp 900101300127 | KK | Қате дерек: ЖСН (12 таңба) (********0127). "
                        + "Тексеріп, қайта жіберіңіз. Мысалы: kalaesp 900101300126",
                "alma 7273001123 | EN | The amount is missing. Example: alma 7273001123 1500",
                "оплата | RU | Не указан получатель. Пример: alma 7273001123 1500",
                "alma 7273001123 1.500 | RU | Сумму можно понять по-разному: 1 500,00 тг; "
                        + "1,50 тг. Напишите ее точно, например 1500 или 1500,50, и отправьте снова.",
                "su 12345678 23456781 | EN | Your request has more than one meaning: "
                        + "City water *5678 23,456,781.00 KZT; City water *6781 12,345,678.00 KZT. "
                        + "Write KZT after the amount and send again.",
                "alma 7273001123 10 usd | RU | Платежи принимаются только в тенге, а указано: usd."
                        + " Пример: alma 7273001123 1500",
                "вернуть 1500 | RU | Ошибка: номер платежа (1500). "
                        + "Проверьте и отправьте снова. Пример: вернуть N48KX2",
                "төлемді қайтару 1500 | KK | Қате дерек: төлем нөмірі (1500). "
                        + "Тексеріп, қайта жіберіңіз. Мысалы: төлемді қайтару N48KX2",
                "reverse 1500 | EN | Wrong payment number (1500). "
                        + "Please check it and send again. Example: reverse N48KX2",
                "балланнс | RU | Запрос непонятен. Возможно, вы имели в виду: баланс. "
                        + "Чтобы узнать другие команды, отправьте ПОМОЩЬ.",
                "asdfghjkl | EN | Send: BALANCE; alma 7273001123 1500 to pay; BALANCE KASPI or "
                        + "STM KASPI for a bank account; RATES; LANG kk to change the language; "
                        + "0 to cancel. Information: 3030.",
                "разблок | RU | Разблокировать номер можно только через контакт-центр: 3030.",
            })
    void asksBackExactly(String text, Language language, String expected) {
        var reading = read(text);

        assertThat(catalogue.questions().reply(reading, language, "ACTIV")).contains(expected);
    }

    @Test
    void asksNothingWhenTheTextIsUnderstood() {
        assertThat(catalogue.questions().reply(read("баланс"), Language.RU, null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void helpsWithEveryCommand(Command command) {
        for (Language language : Language.values()) {
            String help = catalogue.questions().help(Optional.of(command), language, "KCELL");

            assertThat(help).doesNotContain("{", "}");
            assertThat(TextLint.parts(help)).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Command.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNBLOCK", "APP_STORE"})
    void showsExamplesThatWorkWhenCopied(Command command) {
        for (Language language : Language.values()) {
            String example = catalogue.questions().example(command, Optional.empty(), language);

            assertThat(read(example)).as(example).isInstanceOf(Reading.Understood.class);
        }
    }

    @ParameterizedTest
    @EnumSource(RefusalReason.class)
    @Tag("R-OPS-4")
    void hasATextForEveryRefusal(RefusalReason reason) {
        for (Language language : Language.values()) {
            String text =
                    catalogue
                            .texts()
                            .render(
                                    Texts.refused(reason),
                                    language,
                                    Map.of(
                                            "callCentre",
                                            "3030",
                                            "limit",
                                            20,
                                            "accounts",
                                            "Halyk, карта *4417 (счет *0126)",
                                            "system",
                                            "Wooppay",
                                            "wallet",
                                            "Kazeuromobile"));

            assertThat(text).doesNotContain("{", "}").endsWith(".");
        }
    }

    @Test
    void callsEveryFieldByAName() {
        Arrays.stream(Field.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(QuestionsTest::constant)
                .forEach(
                        field ->
                                assertThat(catalogue.texts().has("field." + field.name()))
                                        .as(field.name())
                                        .isTrue());
    }

    private static Field constant(java.lang.reflect.Field field) {
        try {
            return (Field) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reading read(String text) {
        return CatalogueForTests.parser()
                .read(text, new ReadingContext(Optional.empty(), false, Language.RU));
    }
}
