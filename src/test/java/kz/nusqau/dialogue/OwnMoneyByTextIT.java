package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.simulator.bank.BankSandbox;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * E-money and advances that go to the subscriber's own account or card, from the first text to the
 * receipt, held against the sandboxes' own books and the hub's ledger to the tiyn.
 */
@ExtendWith(SharedHub.class)
class OwnMoneyByTextIT {

    private static final String OTHER = "77010790000";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010700001 | 9505 | шешу 4417 1500 тг | Kazeuromobile әмиянынан шешу 1 500,00 тг, шотыңыз *4417, комиссия 0,00 тг. | Ақша әмияннан шешілді: 1 500,00 тг, шотыңыз *4417, комиссия 0,00 тг. Төлем нөмірі ",
                "77010700002 | 7701 | вывод 4417 1500 | Вывод из кошелька Kazeuromobile 1 500,00 тг на ваш счет *4417, комиссия 0,00 тг. | Деньги выведены из кошелька: 1 500,00 тг на ваш счет *4417, комиссия 0,00 тг. Номер платежа ",
                "77010700003 | 9909 | cashout 4417 1500 KZT | Redeem 1,500.00 KZT from your Kazeuromobile wallet to your *4417, fee 0.00 KZT. | Redeemed: 1,500.00 KZT to your account *4417, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-3")
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    @Tag("R-INS-12")
    @Tag("R-OPS-13")
    void redeemsToTheOwnCard(
            String msisdn,
            String shortCode,
            String text,
            String asked,
            String told,
            HubUnderTest hub) {
        hub.simulator().kazeuromobile().books().fill(msisdn, Amount.tenge(2_000));
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask(shortCode, text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains(asked);
        assertThat(receipt).startsWith(told).containsPattern("N[0-9A-Z]{9}\\.$");
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("REDEEM");
        assertThat(ledger.nets())
                .isEqualTo(Map.of("emoney.kazeuromobile", 150_000L, "bank.halyk", -150_000L));
        assertThat(ledger.touched()).contains("wallets.kazeuromobile");
        assertThat(hub.simulator().kazeuromobile().books().wallet(msisdn)).hasToString("500.00");
        assertThat(balance(hub.simulator().halyk(), msisdn)).isEqualTo("11500.00");
    }

    @Test
    @Tag("R-INS-12")
    void redeemsToTheOwnAccountByItsNumber(HubUnderTest hub) {
        String msisdn = "77010700004";
        hub.simulator().wooppay().books().fill(msisdn, Amount.tenge(2_000));
        var phone = new Phone(hub, msisdn);
        String iban = iban(hub.simulator().kaspi(), msisdn, "KZT");

        String prompt = phone.ask("9505", "cashout " + iban + " 1500 KZT");
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains("to your " + iban + ",");
        assertThat(receipt).contains("to your account *" + iban.substring(16) + ",");
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("REDEEM");
        assertThat(ledger.nets())
                .isEqualTo(Map.of("emoney.wooppay", 150_000L, "bank.kaspi", -150_000L));
        assertThat(balance(hub.simulator().kaspi(), msisdn)).isEqualTo("251500.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010700011 | 9505 | қайтару 4417 1500 тг | Авансты қайтару 1 500,00 тг, шотыңыз *4417, комиссия 0,00 тг. | Аванс қайтарылды: 1 500,00 тг, шотыңыз *4417, комиссия 0,00 тг. Төлем нөмірі ",
                "77010700012 | 7701 | возврат 4417 1500 | Возврат аванса 1 500,00 тг на ваш счет *4417, комиссия 0,00 тг. | Аванс возвращен: 1 500,00 тг на ваш счет *4417, комиссия 0,00 тг. Номер платежа ",
                "77010700013 | 9909 | refund 4417 1500 KZT | Refund of your advance 1,500.00 KZT to your account *4417, fee 0.00 KZT. | Advance refunded: 1,500.00 KZT to your account *4417, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    @Tag("R-INS-10")
    @Tag("R-INS-11")
    @Tag("R-INS-12")
    @Tag("R-BLK-4")
    void refundsTheAdvanceToTheOwnCard(
            String msisdn,
            String shortCode,
            String text,
            String asked,
            String told,
            HubUnderTest hub) {
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask(shortCode, text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).contains(asked);
        assertThat(receipt).startsWith(told).containsPattern("N[0-9A-Z]{13}\\.$");
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("REFUND");
        assertThat(ledger.nets())
                .isEqualTo(Map.of("operator.billing", 150_000L, "bank.halyk", -150_000L));
        assertThat(ledger.touched()).contains("advance.subscribers");
        var billing = hub.simulator().billing().books();
        assertThat(billing.taken(msisdn)).hasToString("1500.00");
        assertThat(billing.available(msisdn)).hasToString("98500.00");
        assertThat(balance(hub.simulator().halyk(), msisdn)).isEqualTo("11500.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010700021 | cashout %s 1500 KZT   | Refused: this account is not registered to your number.",
                "77010700022 | refund %s 1500 KZT    | Refused: this account is not registered to your number.",
                "77010700023 | вывод %s 1500         | Отказано: этот счет не зарегистрирован на ваш номер.",
                "77010700024 | қайтару %s 1500 тг    | Бас тартылды: бұл шот Сіздің нөміріңізге тіркелмеген.",
            })
    @Tag("R-INS-12")
    void paysNothingToSomebodyElsesAccount(
            String msisdn, String text, String answer, HubUnderTest hub) {
        hub.simulator().wooppay().books().fill(msisdn, Amount.tenge(2_000));
        String iban = iban(hub.simulator().kaspi(), OTHER, "KZT");

        assertThat(new Phone(hub, msisdn).ask("9505", text.formatted(iban))).startsWith(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010700031 | cashout 1234 1500 KZT                 | Refused: no account or card that ends in these digits is linked",
                "77010700032 | refund 1234 1500 KZT                  | Refused: no account or card that ends in these digits is linked",
                "77010700033 | refund KZ86125KZT5004100100 1500 KZT  | Refused: we cannot pay to accounts at this bank.",
                "77010700034 | refund KZ456010000000000001 1500 KZT  | Refused: the bank does not know this account.",
                "77020700035 | refund 4417 1500 KZT                  | Refused: no account or card that ends in these digits is linked",
                "77010700036 | cashout 4417 1500 KZT                 | Refused: not enough",
                "77010700037 | refund 4417 5 KZT                     | Refused: ",
            })
    @Tag("R-INS-8")
    @Tag("R-INS-12")
    @Tag("R-ELIG-4")
    void saysWhatSpeaksAgainstIt(String msisdn, String text, String answer, HubUnderTest hub) {
        assertThat(new Phone(hub, msisdn).ask("9505", text)).startsWith(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010700051 | шешу %s 1500 тг      | Wooppay әмиянынан шешу 1 500,00 тг, шотыңыз *%s, | Ақша әмияннан шешілді: 1 500,00 тг",
                "77010700052 | возврат %s 1500      | Возврат аванса 1 500,00 тг на ваш счет *%s,      | Аванс возвращен: 1 500,00 тг",
                "77010700053 | cashout %s 1500 KZT  | Redeem 1,500.00 KZT from your Wooppay wallet to your *%s, | Redeemed: 1,500.00 KZT",
            })
    @Tag("R-INS-12")
    void takesTheLastDigitsOfAnOwnAccount(
            String msisdn, String text, String asked, String told, HubUnderTest hub) {
        hub.simulator().wooppay().books().fill(msisdn, Amount.tenge(2_000));
        var phone = new Phone(hub, msisdn);
        String tail = iban(hub.simulator().kaspi(), msisdn, "KZT").substring(16);

        String prompt = phone.ask("9505", text.formatted(tail));
        assertThat(prompt).contains(asked.formatted(tail));

        assertThat(phone.ask("4404", Phone.codeIn(prompt))).startsWith(told);
        assertThat(balance(hub.simulator().kaspi(), msisdn)).isEqualTo("251500.00");
    }

    /** Chosen so that the account at Kaspi ends as the card at Halyk does. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010755862 | шешу 4417 1500 тг     | Соңғы 4 таңбасы осындай бірнеше шотыңыз не картаңыз бар: Halyk *4417 картасы (*%s шоты); Kaspi *4417 шоты.",
                "77010765862 | возврат 4417 1500     | С такими последними цифрами у вас несколько счетов или карт: Halyk, карта *4417 (счет *%s); Kaspi, счет *4417.",
                "77010775862 | cashout 4417 1500 KZT | More than one of your accounts or cards ends in these digits: Halyk card *4417 (account *%s); Kaspi account *4417.",
            })
    @Tag("R-INS-12")
    @Tag("R-OPS-7")
    @Tag("R-OPS-13")
    void asksWhichOfAnAccountAndACardIsMeant(
            String msisdn, String text, String asked, HubUnderTest hub) {
        hub.simulator().wooppay().books().fill(msisdn, Amount.tenge(2_000));
        String other = iban(hub.simulator().halyk(), msisdn, "KZT");
        var phone = new Phone(hub, msisdn);

        assertThat(phone.ask("9505", text)).startsWith(asked.formatted(other.substring(16)));

        assertThat(phone.ask("9505", text.replace("4417", other))).matches(Phone::hasCode);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010700061 | шешу 4417 1500 тг     | Соңғы 4 таңбасы осындай бірнеше шотыңыз не картаңыз бар: Halyk *4417 картасы (*%s шоты); Kaspi *4417 картасы (*%s шоты). Қажет шоттың IBAN нөмірін жазып, қайта жіберіңіз.",
                "77010700062 | возврат 4417 1500     | С такими последними цифрами у вас несколько счетов или карт: Halyk, карта *4417 (счет *%s); Kaspi, карта *4417 (счет *%s). Укажите IBAN нужного счета и отправьте снова.",
                "77010700063 | cashout 4417 1500 KZT | More than one of your accounts or cards ends in these digits: Halyk card *4417 (account *%s); Kaspi card *4417 (account *%s). Please send again with the IBAN of the one you mean.",
            })
    @Tag("R-INS-12")
    @Tag("R-OPS-4")
    @Tag("R-OPS-7")
    void asksWhichOfTwoCardsIsMeant(String msisdn, String text, String asked, HubUnderTest hub) {
        hub.simulator().wooppay().books().fill(msisdn, Amount.tenge(2_000));
        var kaspi = hub.simulator().kaspi().books();
        kaspi.link(kaspi.account(msisdn, "KZT"), "4417");

        assertThat(new Phone(hub, msisdn).ask("9505", text))
                .isEqualTo(
                        asked.formatted(
                                iban(hub.simulator().halyk(), msisdn, "KZT").substring(16),
                                iban(hub.simulator().kaspi(), msisdn, "KZT").substring(16)));
    }

    @Test
    @Tag("R-INS-9")
    void paysTengeToAccountsInTengeOnly(HubUnderTest hub) {
        String msisdn = "77010700041";
        String iban = iban(hub.simulator().kaspi(), msisdn, "USD");

        assertThat(new Phone(hub, msisdn).ask("9505", "refund " + iban + " 1500 KZT"))
                .startsWith("Refused: this account is not in tenge.");
    }

    @Test
    @Tag("R-INS-12")
    void startsNothingWhileTheBankCannotSayWhoseItIs(HubUnderTest hub) {
        hub.simulator().halyk().faults().enqueue("check", new CounterpartyFault.ServerError(503));

        assertThat(new Phone(hub, "77010700042").ask("9505", "refund 4417 1500 KZT"))
                .contains("not available right now");
    }

    private static String iban(BankSandbox bank, String msisdn, String currency) {
        return bank.books().account(msisdn, currency).iban();
    }

    private static String balance(BankSandbox bank, String msisdn) {
        return bank.books().available(bank.books().account(msisdn, "KZT")).toString();
    }
}
