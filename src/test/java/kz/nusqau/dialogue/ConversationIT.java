package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that move nothing, as a subscriber reads the answers. */
@ExtendWith(SharedHub.class)
class ConversationIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010100001 | баланс   | Доступный остаток: 100 000,00 тг.",
                "77010100002 | қалдық   | Қолжетімді қалдық: 100 000,00 тг.",
                "77010100003 | balance  | Available balance: 100,000.00 KZT.",
                "77010100004 | БAЛAHC   | Доступный остаток: 100 000,00 тг.",
                "77010100005 | balans   | Доступный остаток: 100 000,00 тг.",
                "77010100006 | калдык   | Қолжетімді қалдық: 100 000,00 тг.",
                "77010100007 | баланс кошелек | Остаток в кошельке: 0,00 тг."
            })
    @Tag("R-INFO-1")
    @Tag("R-OPS-7")
    void answersBalanceInTheLanguageOfTheText(
            String msisdn, String text, String answer, HubUnderTest hub) {
        var reply = new Phone(hub, msisdn).exchange("9909", text);

        assertThat(reply.text()).isEqualTo(answer);
        assertThat(reply.source()).isEqualTo("9909");
    }

    @Test
    void keepsTheLanguageThatWasAskedFor(HubUnderTest hub) {
        var phone = new Phone(hub, "77010100010");

        assertThat(phone.ask("9909", "тіл en")).contains("English");
        assertThat(phone.ask("9909", "баланс")).isEqualTo("Available balance: 100,000.00 KZT.");
        assertThat(phone.ask("9909", "қазақша")).contains("қазақша");
        assertThat(phone.ask("9909", "баланс")).isEqualTo("Қолжетімді қалдық: 100 000,00 тг.");
    }

    @Test
    void helpsWithTextsItDoesNotUnderstand(HubUnderTest hub) {
        assertThat(new Phone(hub, "77010100011").ask("9909", "абракадабра"))
                .contains("ПОМОЩЬ")
                .containsIgnoringCase("баланс")
                .hasSizeLessThan(200);
    }

    @Test
    @Tag("R-INS-1")
    void namesTheRequisiteThatIsWrongAndShowsAnExample(HubUnderTest hub) {
        assertThat(new Phone(hub, "77010100012").ask("7701", "оплата alma 7273001124 1500тг"))
                .contains("номер лицевого счета", "1124", "7273001123")
                .doesNotContain("7273001124");
    }

    @Test
    void asksBackWhenAnAmountHasTwoReadings(HubUnderTest hub) {
        var reply = new Phone(hub, "77010100013").ask("7701", "оплата alma 7273001123 1.500");

        assertThat(reply).contains("1 500,00 тг", "1,50 тг");
        assertThat(hub.simulator().billing().books().reserved("77010100013")).hasToString("0.00");
    }

    @Test
    void saysWhichServicesComeLater(HubUnderTest hub) {
        assertThat(new Phone(hub, "77010100014").ask("9909", "лимит"))
                .contains("пока не предоставляется");
    }

    @Test
    void answersTextsOfOnePhoneInTheirOrder(HubUnderTest hub) {
        var phone = new Phone(hub, "77010100015");
        phone.send("9909", "lang en");
        assertThat(phone.read().text()).contains("English");
        for (String text : List.of("тіл ru", "тіл en", "тіл kk", "тіл en", "тіл ru")) {
            phone.sendAndAwaitAnswer("9909", text);
        }
        phone.sendAndAwaitAnswer("9909", "баланс");

        // Answers leave by two sessions and may overtake each other; what was decided may not.
        var answers = Stream.generate(() -> phone.read().text()).limit(6).toList();
        assertThat(answers).contains("Доступный остаток: 100 000,00 тг.");
    }
}
