package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.Profile;
import kz.nusqau.simulator.bank.Restriction;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bills paid from accounts at banks and money moved between a subscriber's own ones, from the first
 * text to the receipt, held against the banks' books and the hub's ledger to the tiyn.
 */
@ExtendWith(SharedHub.class)
class BankMoneyByTextIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NUMBER = "N[0-9A-Z]{9,13}\\.$";

    private static HubUnderTest hub;

    @BeforeAll
    static void start(HubUnderTest shared) {
        hub = shared;
    }

    @AfterEach
    void check() {
        for (BankBooks books : new BankBooks[] {kaspi(), halyk()}) {
            assertThat(books.discrepancies()).isEmpty();
            assertThat(books.doubleTransfers()).isEmpty();
        }
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010620001 | төлем су 12345678 2000 тг kaspi | Kaspi *\\d{4} шотынан төлем 2 000,00 тг, алушы Су арнасы *5678, комиссия 20,00 тг. Код 3 мин жарамды. | Төлем жасалды: 2 000,00 тг, алушы Су арнасы *5678, комиссия 20,00 тг. Төлем нөмірі ",
                "77010620002 | оплата су 12345678 2000 каспи   | Платеж 2 000,00 тг со счета Kaspi *\\d{4}, получатель Водоканал *5678, комиссия 20,00 тг. Код действует 3 мин. | Платеж выполнен: 2 000,00 тг, получатель Водоканал *5678, комиссия 20,00 тг. Номер платежа ",
                "77010620003 | pay su 12345678 2000tg kaspi    | Payment 2,000.00 KZT from Kaspi *\\d{4} to City water *5678, fee 20.00 KZT. Valid for 3 min. | Paid: 2,000.00 KZT to City water *5678, fee 20.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-5")
    @Tag("R-INS-6")
    void paysAProviderFromAnAccount(String msisdn, String text, String asked, String told) {
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask("7701", text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).containsPattern(pattern(asked));
        assertThat(receipt).startsWith(told).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("PAY_FROM_BANK");
        assertThat(ledger.nets())
                .isEqualTo(
                        Map.of(
                                "bank.kaspi", 202_000L,
                                "emoney.kazeuromobile", -200_000L,
                                "income.commission", -2_000L));
        assertThat(ledger.touched()).contains("held.subscribers", "providers.su");
        assertThat(available(kaspi(), msisdn, "KZT")).hasToString("247980.00");
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("0.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010620051 | толтыру 1500 тг kaspi | Kaspi *\\d{4} шотынан Wooppay әмиянын толтыру 1 500,00 тг, комиссия 0,00 тг. Код 3 мин жарамды. | Wooppay әмияны толтырылды: 1 500,00 тг, комиссия 0,00 тг. Төлем нөмірі ",
                "77010620052 | пополнить 1500 каспи  | Пополнение кошелька Wooppay 1 500,00 тг со счета Kaspi *\\d{4}, комиссия 0,00 тг. Код действует 3 мин. | Кошелек Wooppay пополнен: 1 500,00 тг, комиссия 0,00 тг. Номер платежа ",
                "77010620053 | topup 1500 kaspi      | Top-up of your Wooppay wallet 1,500.00 KZT from Kaspi *\\d{4}, fee 0.00 KZT. Valid for 3 min. | Wooppay wallet topped up: 1,500.00 KZT, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-3")
    @Tag("R-INS-5")
    void fillsTheWalletFromAnAccount(String msisdn, String text, String asked, String told) {
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask("5505", text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).containsPattern(pattern(asked));
        assertThat(receipt).startsWith(told).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("TOP_UP_FROM_BANK");
        assertThat(ledger.nets())
                .isEqualTo(Map.of("bank.kaspi", 150_000L, "emoney.wooppay", -150_000L));
        assertThat(ledger.touched()).contains("held.subscribers", "wallets.wooppay");
        assertThat(available(kaspi(), msisdn, "KZT")).hasToString("248500.00");
        assertThat(hub.simulator().wooppay().books().wallet(msisdn)).hasToString("1500.00");
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("0.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010620061 | аудару 87020620061 1500 тг kaspi | Kaspi *\\d{4} шотынан аударым 1 500,00 тг, алушы +77020620061, комиссия 0,00 тг. Код 3 мин жарамды. | Аударым жасалды: 1 500,00 тг, алушы *0061, комиссия 0,00 тг. Төлем нөмірі ",
                "77010620062 | перевод 87020620062 1500 каспи   | Перевод 1 500,00 тг со счета Kaspi *\\d{4}, получатель +77020620062, комиссия 0,00 тг. Код действует 3 мин. | Перевод выполнен: 1 500,00 тг, получатель *0062, комиссия 0,00 тг. Номер платежа ",
                "77010620063 | send 87020620063 1500 kaspi      | Transfer 1,500.00 KZT from Kaspi *\\d{4} to +77020620063, fee 0.00 KZT. Valid for 3 min. | Sent: 1,500.00 KZT to *0063, fee 0.00 KZT. Payment number ",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-3")
    @Tag("R-INS-5")
    @Tag("R-INS-8")
    void sendsFromAnAccountToAnothersWallet(String msisdn, String text, String asked, String told) {
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask("525", text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).containsPattern(pattern(asked));
        assertThat(receipt).startsWith(told).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("SEND_FROM_BANK");
        assertThat(ledger.nets())
                .isEqualTo(Map.of("bank.kaspi", 150_000L, "emoney.wooppay", -150_000L));
        assertThat(ledger.touched()).contains("held.subscribers", "wallets.wooppay");
        assertThat(available(kaspi(), msisdn, "KZT")).hasToString("248500.00");
        var wallets = hub.simulator().wooppay().books();
        assertThat(wallets.wallet(msisdn)).hasToString("0.00");
        assertThat(wallets.wallet(msisdn.replaceFirst("7701", "7702"))).hasToString("1500.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010620011 | өзіме kzt usd 26300 | 26 300,00 тг, бағам 526,00, 50,00 USD түседі, комиссия 0,00 тг. | Аударым жасалды: Kaspi *\\d{4} шотынан 26 300,00 тг, Kaspi *\\d{4} шотына 50,00 USD түсті | 223700.00 | 1050.00",
                "77010620012 | себе usd kzt 10,50  | Перевод 10,50 USD с Kaspi *\\d{4} на Kaspi *\\d{4}, курс 520,00, поступит 5 460,00 тг, комиссия 0,00 USD. | Перевод выполнен: 10,50 USD со счета Kaspi *\\d{4}, на Kaspi *\\d{4} зачислено 5 460,00 тг | 255460.00 | 989.50",
                "77010620013 | own usd kzt 10      | Transfer 10.00 USD from Kaspi *\\d{4} to Kaspi *\\d{4} at 520.00, you get 5,200.00 KZT, fee 0.00 USD. | Transferred: 10.00 USD from Kaspi *\\d{4}, 5,200.00 KZT credited to Kaspi *\\d{4}, fee 0.00 USD. Payment number | 255200.00 | 990.00",
            })
    @Tag("R-INS-2")
    @Tag("R-INS-6")
    @Tag("R-INS-9")
    @Tag("R-INS-16")
    void movesBetweenOwnAccountsAtTheRateThatWasShown(
            String msisdn, String text, String asked, String told, String tenge, String dollars) {
        var phone = new Phone(hub, msisdn);

        String prompt = phone.ask("7701", text);
        String receipt = phone.ask("4404", Phone.codeIn(prompt));

        assertThat(prompt).containsPattern(pattern(asked));
        assertThat(receipt).containsPattern("^" + pattern(told)).containsPattern(NUMBER);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("OWN_TRANSFER");
        assertThat(ledger.touched()).isEmpty();
        assertThat(available(kaspi(), msisdn, "KZT")).hasToString(tenge);
        assertThat(available(kaspi(), msisdn, "USD")).hasToString(dollars);
    }

    @Test
    @Tag("R-INS-2")
    void movesToTheOwnAccountAtAnotherBank() {
        String msisdn = "77010620021";
        var phone = new Phone(hub, msisdn);
        String from = tail(kaspi(), msisdn, "KZT");
        String to = tail(halyk(), msisdn, "KZT");

        assertThat(phone.ask("7701", "own kzt kzt 1500"))
                .contains("More than one account fits", "Halyk *" + to, "Kaspi *" + from);
        String prompt = phone.ask("7701", "own " + from + " " + to + " 1500");
        assertThat(prompt)
                .contains("1,500.00 KZT from Kaspi *" + from + " to Halyk *" + to + ", fee");
        assertThat(phone.ask("4404", Phone.codeIn(prompt)))
                .startsWith("Transferred: 1,500.00 KZT from Kaspi *" + from);

        assertThat(available(kaspi(), msisdn, "KZT")).hasToString("248500.00");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(available(halyk(), msisdn, "KZT"))
                                        .hasToString("11500.00"));
    }

    @Test
    @Tag("R-INS-9")
    void refusesRatherThanTakeAnotherRateThanWasConfirmed() {
        String msisdn = "77010620022";
        var phone = new Phone(hub, msisdn);
        String code = Phone.codeIn(phone.ask("7701", "себе usd kzt 10"));
        kaspi().rate("USD", new Profile.Rate(51_900, 52_500));
        try {
            assertThat(phone.ask("4404", code)).startsWith("Отказано: курс банка изменился");
        } finally {
            kaspi().rate("USD", Profile.kaspi().rates().get("USD"));
        }

        assertThat(available(kaspi(), msisdn, "USD")).hasToString("1000.00");
        assertThat(available(kaspi(), msisdn, "KZT")).hasToString("250000.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010620031 | pay su 12345678 12000 halyk  | Refused: not enough money on your bank account",
                "77010620032 | own usd kzt 1001             | the greatest amount is 50,000.00 KZT",
                "77010620033 | төлем су 12345678 5 kaspi    | ең аз сома - 10,00 тг",
                "77010620034 | себе eur kzt 10              | Отказано: у вас нет такого счета в банке",
                "77010620035 | өзіме kzt rub 1000           | Бас тартылды: банкте мұндай шотыңыз жоқ",
                "77010620036 | own usd kzt 0.01             | the smallest amount is 10.00 KZT",
                "77020620037 | оплата су 12345678 2000 kaspi | Отказано: у вас нет такого счета в банке",
                "77025000009 | pay su 12345678 2000 kaspi   | the law does not allow",
                "77010620038 | send 77010620038 100 kaspi   | you cannot send money to your own number",
                "77010620039 | topup 12000 halyk            | Refused: not enough money on your bank account",
                "77010620040 | send 77025000009 100 kaspi   | the law does not allow",
            })
    @Tag("R-ELIG-4")
    @Tag("R-ELIG-8")
    @Tag("R-INS-8")
    @Tag("R-LIM-1")
    @Tag("R-OPS-4")
    void refusesWithTheReason(String msisdn, String text, String words) {
        var phone = new Phone(hub, msisdn);
        if (msisdn.equals("77025000009")) {
            // Known from elsewhere.
            phone.ask("9909", "english");
        }
        assertThat(phone.ask("7701", text)).contains(words);
    }

    @Test
    @Tag("R-ELIG-11")
    void refusesAnAccountThatIsRestricted() {
        String msisdn = "77010620041";
        kaspi().restrict(
                        kaspi().account(msisdn, "KZT"),
                        new Restriction(Restriction.Kind.ARREST, Amount.tenge(1)));

        assertThat(new Phone(hub, msisdn).ask("7701", "pay su 12345678 2000 kaspi"))
                .startsWith("Refused: your bank account is restricted");
    }

    private static BankBooks kaspi() {
        return hub.simulator().kaspi().books();
    }

    private static BankBooks halyk() {
        return hub.simulator().halyk().books();
    }

    private static Amount available(BankBooks books, String msisdn, String currency) {
        return books.available(books.account(msisdn, currency));
    }

    private static String tail(BankBooks books, String msisdn, String currency) {
        String iban = books.account(msisdn, currency).iban();
        return iban.substring(iban.length() - 4);
    }

    /** Everything is meant as it stands but for digits. */
    private static String pattern(String text) {
        return "\\Q" + text.replaceAll("((?:\\\\d(?:\\{4})?)+)", "\\\\E$1\\\\Q") + "\\E";
    }
}
