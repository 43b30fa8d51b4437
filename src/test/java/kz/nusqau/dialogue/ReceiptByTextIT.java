package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receipts asked for again, by text: one's own, of the last payment or by its number. */
@ExtendWith(SharedHub.class)
@Tag("R-INS-2")
@Tag("R-INS-5")
class ReceiptByTextIT {

    private static final Pattern NUMBER = Pattern.compile("\\b(N[0-9A-Z]{9})\\.");
    private static final String STRANGER = "77010740000";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010740001 | қазақша   | түбіртек | Сізде әлі төлем жоқ.         | Әмиянды толтыру: 1 500,00 тг, комиссия 0,00 тг. Орындалды.    | Сұрауыңыз бойынша қайтарылды.   | Мұндай төлем табылмады.",
                "77010740002 | по-русски | чек      | У вас пока нет платежей.     | Пополнение кошелька: 1 500,00 тг, комиссия 0,00 тг. Выполнено. | Возвращено по вашему запросу.   | Такой платеж не найден.",
                "77010740003 | english   | receipt  | You have made no payments yet. | Wallet top-up: 1,500.00 KZT, fee 0.00 KZT. Done.             | Reversed as you asked.          | No such payment.",
            })
    void tellsHowTheOwnPaymentStands(
            String msisdn,
            String language,
            String word,
            String none,
            String done,
            String takenBack,
            String unknown,
            HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", language);
        assertThat(phone.ask("7701", word)).startsWith(none);

        String code = Phone.codeIn(phone.ask("5505", "topup 1500"));
        var number = NUMBER.matcher(phone.ask("4404", code));
        assertThat(number.find()).isTrue();
        assertThat(phone.ask("7701", word)).startsWith(done).endsWith(number.group(1) + ".");
        new HubLedger(hub, msisdn).awaitSettled("TOP_UP");
        String reversal = Phone.codeIn(phone.ask("7701", "reverse " + number.group(1)));
        phone.ask("4404", reversal);
        new HubLedger(hub, msisdn).awaitSettled("TOP_UP", "REVERSAL");
        assertThat(phone.ask("7701", word + " " + number.group(1))).contains(takenBack);

        var stranger = new Phone(hub, STRANGER);
        stranger.ask("9909", language);
        assertThat(stranger.ask("7701", word + " " + number.group(1))).startsWith(unknown);
    }
}
