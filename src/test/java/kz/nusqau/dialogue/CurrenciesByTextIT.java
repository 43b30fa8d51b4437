package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.Profile;
import kz.nusqau.simulator.bank.Profile.Rate;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Own accounts in tenge, dollars, euros and rubles, by text, to the cent. */
@ExtendWith(SharedHub.class)
@Tag("R-INS-9")
class CurrenciesByTextIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Rate RUBLE = new Rate(610, 640);

    private static HubUnderTest hub;

    @BeforeAll
    static void start(HubUnderTest shared) {
        hub = shared;
        kaspi().rate("RUB", RUBLE);
    }

    @AfterAll
    static void takeTheRateBack() {
        kaspi().rate("RUB", null);
    }

    @AfterEach
    void check() {
        kaspi().rate("RUB", RUBLE);
        kaspi().rate("EUR", Profile.kaspi().rates().get("EUR"));
        for (BankBooks books : List.of(kaspi(), halyk())) {
            assertThat(books.discrepancies()).isEmpty();
            assertThat(books.doubleTransfers()).isEmpty();
        }
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    @Test
    @Tag("R-INFO-1")
    void showsEveryAccountInItsCurrency() {
        String msisdn = client("77010660001");

        assertThat(ask(msisdn, "balance kaspi"))
                .contains("250,000.00 KZT", "1,000.00 USD", "1,000.00 EUR", "50,000.00 RUB");
        assertThat(ask(msisdn, "rates rub")).contains("RUB 6.10/6.40");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010660011 | own eur kzt 10    | 10.00 EUR    | 6,000.00 KZT | EUR | 990.00    | KZT | 256000.00",
                "77010660012 | себе kzt eur 6090 | 6 090,00 тг  | 10,00 EUR    | KZT | 243910.00 | EUR | 1010.00",
                "77010660013 | own rub kzt 1000  | 1,000.00 RUB | 6,100.00 KZT | RUB | 49000.00  | KZT | 256100.00",
                "77010660014 | өзіме kzt rub 6400 | 6 400,00 тг | 1 000,00 RUB | KZT | 243600.00 | RUB | 51000.00",
                "77010660015 | own eur rub 10    | 10.00 EUR    | 937.50 RUB   | EUR | 990.00    | RUB | 50937.50",
                "77010660016 | own usd eur 10    | 10.00 USD    | 8.54 EUR     | USD | 990.00    | EUR | 1008.54",
            })
    @Tag("R-INS-16")
    void convertsAtTheRateThatWasShown(
            String msisdn,
            String text,
            String paid,
            String credited,
            String from,
            String left,
            String to,
            String grown) {
        client(msisdn);

        String prompt = ask(msisdn, text);
        String receipt = confirm(msisdn, prompt);

        assertThat(prompt).contains(paid, credited);
        assertThat(receipt).contains(paid, credited).containsPattern("N[0-9A-Z]{13}\\.$");
        assertThat(available(kaspi(), msisdn, from)).hasToString(left);
        assertThat(available(kaspi(), msisdn, to)).hasToString(grown);
        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("OWN_TRANSFER");
        assertThat(ledger.touched()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010660021 | own eur kzt 84         | the greatest amount is 50,000.00 KZT",
                "77010660022 | own rub kzt 1          | the smallest amount is 10.00 KZT",
                "77010660023 | own eur kzt 10 usd     | The amount is in the currency of the account that it leaves, you wrote",
                "77010660024 | себе eur kzt 10 тг     | Сумма указывается в валюте счета, с которого идет перевод, а указано",
                "77010660025 | pay su 12345678 10 eur kaspi | Payments are accepted in tenge only, you wrote",
                "77010660026 | own rub kzt 50001      | the greatest amount is 50,000.00 KZT",
            })
    @Tag("R-LIM-1")
    void countsLimitsInTengeAndMixesNoCurrencies(String msisdn, String text, String words) {
        assertThat(ask(client(msisdn), text)).contains(words);

        assertUntouched(msisdn);
    }

    @Test
    void refusesWhatTheBankHasNoRateFor() {
        String msisdn = client("77010660031");
        kaspi().rate("RUB", null);

        assertThat(ask(msisdn, "own rub kzt 1000")).contains("the bank has no rate");
        assertThat(ask(msisdn, "own kzt rub 1000")).contains("the bank has no rate");
        assertUntouched(msisdn);
    }

    @Test
    void refusesRatherThanTakeAnotherRateThanWasConfirmed() {
        String msisdn = client("77010660032");
        String prompt = ask(msisdn, "own eur rub 10");
        kaspi().rate("EUR", new Rate(60_100, 61_000));

        assertThat(confirm(msisdn, prompt)).startsWith("Refused: the rate of the bank has changed");
        assertUntouched(msisdn);
    }

    @Test
    @Tag("R-INS-2")
    void keepsTheCurrencyBetweenBanks() {
        String msisdn = client("77010660041");
        halyk().open(msisdn, "EUR", new Amount(20_000));
        String from = tail(kaspi(), msisdn, "EUR");

        assertThat(ask(msisdn, "own " + from + " " + tail(halyk(), msisdn, "KZT") + " 10 eur"))
                .contains("the currency differs from that of the account");
        String text = "own " + from + " " + tail(halyk(), msisdn, "EUR") + " 10 eur";
        assertThat(confirm(msisdn, ask(msisdn, text)))
                .startsWith("Transferred: 10.00 EUR from Kaspi *" + from)
                .contains("10.00 EUR credited to Halyk *");

        assertThat(available(kaspi(), msisdn, "EUR")).hasToString("990.00");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(available(halyk(), msisdn, "EUR")).hasToString("210.00"));
    }

    @Test
    @Tag("R-INS-12")
    void redeemsToNoAccountInAnotherCurrency() {
        String msisdn = client("77010660051");
        hub.simulator().wooppay().books().fill(msisdn, Amount.tenge(2_000));

        for (String currency : List.of("EUR", "RUB")) {
            String iban = kaspi().account(msisdn, currency).iban();
            assertThat(ask(msisdn, "cashout " + iban + " 1500 KZT"))
                    .startsWith("Refused: this account is not in tenge.");
        }
    }

    /** Has accounts in four currencies at Kaspi. */
    private static String client(String msisdn) {
        kaspi().open(msisdn, "EUR", new Amount(100_000));
        kaspi().open(msisdn, "RUB", new Amount(5_000_000));
        return msisdn;
    }

    private static String ask(String msisdn, String text) {
        return new Phone(hub, msisdn).ask("7701", text);
    }

    private static String confirm(String msisdn, String prompt) {
        return new Phone(hub, msisdn).ask("4404", Phone.codeIn(prompt));
    }

    private static void assertUntouched(String msisdn) {
        Map<String, String> opening =
                Map.of("KZT", "250000.00", "USD", "1000.00", "EUR", "1000.00", "RUB", "50000.00");
        opening.forEach(
                (currency, amount) ->
                        assertThat(available(kaspi(), msisdn, currency)).hasToString(amount));
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
}
