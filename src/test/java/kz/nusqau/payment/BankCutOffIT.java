package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.BankHours;
import kz.nusqau.HubUnderTest;
import kz.nusqau.counterparty.OperationalDay;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Orders that come after a bank's cut-off: told when, waiting, executed or refused on their day.
 */
@Tag("R-INS-7")
class BankCutOffIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM");

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        BankHours.awaitNoMidnight();
        Map<String, Object> settings = new LinkedHashMap<>(BankHours.over());

        for (String bank : List.of("kaspi", "halyk")) {
            settings.put("nusqau.counterparties." + bank + ".inquiry.first", "200ms");
            settings.put("nusqau.counterparties." + bank + ".inquiry.longest", "300ms");
        }
        hub = HubUnderTest.start(settings);
        hub.simulator().kaspi().settlingAtOnce(false);
        hub.simulator().halyk().settlingAtOnce(false);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void check() {
        for (BankBooks bank : List.of(kaspi(), halyk())) {
            assertThat(bank.discrepancies()).isEmpty();
            assertThat(bank.doubleTransfers()).isEmpty();
        }
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010630001 | төлем су 12345678 2000 тг kaspi | Орындау мерзімі: %s. | Төлем қабылданды: 2 000,00 тг, алушы Су арнасы *5678. Банк оны %s күнінен кешіктірмей орындайды. | Төлем жасалды: 2 000,00 тг | DEBIT_SCHEDULED | 247980.00",
                "77010630002 | оплата су 12345678 2000 kaspi   | Срок исполнения: %s. | Платеж принят: 2 000,00 тг, получатель Водоканал *5678. Банк исполнит его не позднее %s. | Платеж выполнен: 2 000,00 тг | DEBIT_SCHEDULED | 247980.00",
                "77010630004 | толтыру 1500 тг kaspi          | Орындау мерзімі: %s. | Әмиянды толтыру қабылданды: 1 500,00 тг. Банк оны %s күнінен кешіктірмей орындайды. | Wooppay әмияны толтырылды: 1 500,00 тг | DEBIT_SCHEDULED | 248500.00",
                "77010630005 | перевод 87020630005 1500 kaspi | Срок исполнения: %s. | Перевод принят: 1 500,00 тг, получатель *0005. Банк исполнит его не позднее %s. | Перевод выполнен: 1 500,00 тг | DEBIT_SCHEDULED | 248500.00",
                "77010630006 | перевод KZ56601C100001896281 1500 kaspi | Срок исполнения: %s. | Перевод принят: 1 500,00 тг, получатель Sergey N., счет *6281. Банк исполнит его не позднее %s. | Перевод выполнен: 1 500,00 тг со счета Kaspi | MOVE_SCHEDULED | 248500.00",
                "77010630003 | own kzt usd 5260                | Executed by %s. | Transfer accepted: 5,260.00 KZT from Kaspi | Transferred: 5,260.00 KZT | MOVE_SCHEDULED | 244740.00",
            })
    void isToldWaitsAndIsExecutedOnItsDay(
            String msisdn,
            String text,
            String asked,
            String accepted,
            String done,
            PaymentState waiting,
            String left) {
        String day = tomorrow();
        String prompt = ask(msisdn, "7701", text);
        assertThat(prompt).contains(asked.formatted(day));
        assertThat(confirmed(msisdn, prompt)).startsWith(accepted.formatted(day));
        InstructionId id = StoredStates.awaitState(hub, msisdn, waiting, PATIENCE);
        assertThat(available(msisdn)).isEqualTo("250000.00");
        assertThat(hub.bean(Ledger.class).of(id)).isEmpty();

        kaspi().executeWaiting();
        assertThat(read(msisdn)).startsWith(done);
        StoredStates.awaitState(hub, msisdn, PaymentState.SETTLED, PATIENCE);
        assertThat(available(msisdn)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010630031 | қазақша   | 9505        | шешу 4417 1500 тг | Wooppay әмиянынан шешу 1 500,00 тг, шотыңыз *4417, комиссия 0,00 тг. Орындау мерзімі: %s. | Әмияннан ақша шешу қабылданды: 1 500,00 тг, шотыңыз *4417. Банк оны %s күнінен кешіктірмей орындайды. | Ақша әмияннан шешілді: 1 500,00 тг    | CREDIT_SCHEDULED",
                "77010630032 | по-русски | 7701        | возврат 4417 1500 | Возврат аванса 1 500,00 тг на ваш счет *4417, комиссия 0,00 тг. Срок исполнения: %s. | Возврат аванса принят: 1 500,00 тг на ваш счет *4417. Банк исполнит его не позднее %s. | Аванс возвращен: 1 500,00 тг          | CREDIT_SCHEDULED",
                "77010630033 | english   | 77014589654 | 990               | App store payment 990.00 KZT (at most 50,000.00 KZT), fee 0.00 KZT. Executed by %s. | App store payment accepted: 990.00 KZT. The bank executes it by %s. | App store payment made: 990.00 KZT    | REMIT_SCHEDULED",
            })
    void tellsWhenMoneyThatWasTakenGoesOn(
            String msisdn,
            String language,
            String shortCode,
            String text,
            String asked,
            String accepted,
            String done,
            PaymentState waiting) {
        hub.simulator().wooppay().books().fill(msisdn, Amount.tenge(2_000));
        ask(msisdn, "9909", language);
        String prompt = ask(msisdn, shortCode, text);
        assertThat(prompt).contains(asked.formatted(tomorrow()));

        assertThat(confirmed(msisdn, prompt)).startsWith(accepted.formatted(tomorrow()));
        StoredStates.awaitState(hub, msisdn, waiting, PATIENCE);

        halyk().executeWaiting();
        assertThat(read(msisdn)).startsWith(done);
        StoredStates.awaitState(hub, msisdn, PaymentState.SETTLED, PATIENCE);
    }

    @Test
    @Tag("R-INS-13")
    void givesBackWhatWasTakenWhenItIsRecalledBeforeItsDay() {
        String msisdn = "77010630034";
        hub.simulator().wooppay().books().fill(msisdn, Amount.tenge(2_000));
        String prompt = ask(msisdn, "9505", "cashout 4417 1500 KZT");
        confirmed(msisdn, prompt);
        StoredStates.awaitState(hub, msisdn, PaymentState.CREDIT_SCHEDULED, PATIENCE);

        assertThat(ask(msisdn, "7701", "recall")).startsWith("We asked the bank to recall");
        assertThat(read(msisdn)).startsWith("Redemption not made: 1,500.00 KZT");
        StoredStates.awaitState(hub, msisdn, PaymentState.REVERSED, PATIENCE);
        halyk().executeWaiting();
        assertThat(hub.simulator().wooppay().books().wallet(msisdn)).hasToString("2000.00");
    }

    @Test
    void isRefusedOnItsDayWhenTheMoneyIsGone() {
        String msisdn = "77010630011";
        String prompt = ask(msisdn, "7701", "pay su 12345678 40000 kaspi");
        confirmed(msisdn, prompt);
        StoredStates.awaitState(hub, msisdn, PaymentState.DEBIT_SCHEDULED, PATIENCE);

        kaspi().spend(kaspi().account(msisdn, "KZT"), Amount.tenge(220_000));
        kaspi().executeWaiting();

        assertThat(read(msisdn)).startsWith("Refused: not enough money on your bank account");
        InstructionId id = StoredStates.awaitState(hub, msisdn, PaymentState.REFUSED, PATIENCE);
        assertThat(available(msisdn)).isEqualTo("30000.00");
        assertThat(hub.bean(Ledger.class).of(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010630021 | own kzt usd 5260             | MOVE_SCHEDULED",
                "77010630023 | send KZ56601C100001896281 1500 kaspi | MOVE_SCHEDULED",
                "77010630022 | pay su 12345678 2000tg kaspi | DEBIT_SCHEDULED",
            })
    @Tag("R-INS-13")
    void isNeverExecutedWhenItIsRecalledBeforeItsDay(
            String msisdn, String text, PaymentState waiting) {
        String prompt = ask(msisdn, "7701", text);
        confirmed(msisdn, prompt);
        StoredStates.awaitState(hub, msisdn, waiting, PATIENCE);

        assertThat(ask(msisdn, "7701", "recall")).startsWith("We asked the bank to recall");
        assertThat(read(msisdn)).startsWith("The operation was stopped as you asked");
        InstructionId id = StoredStates.awaitState(hub, msisdn, PaymentState.REFUSED, PATIENCE);
        kaspi().executeWaiting();
        assertThat(available(msisdn)).isEqualTo("250000.00");
        assertThat(hub.bean(Ledger.class).of(id)).isEmpty();
    }

    /** What is told when the bank has the order, and the payer would wait for long. */
    private static String confirmed(String msisdn, String prompt) {
        hub.simulator().smsc().deliver(msisdn, "4404", prompt.substring(0, 6));
        var jdbc = hub.bean(JdbcTemplate.class);
        UUID payer = StoredStates.subscriber(hub, msisdn);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                jdbc.queryForObject(
                                                """
                                                SELECT count(*) FROM counterparty.command
                                                 WHERE subscriber = ? AND taken_at IS NOT NULL
                                                   AND counterparty IN ('kaspi', 'halyk')
                                                """,
                                                Integer.class,
                                                payer)
                                        == 1);
        assertThat(
                        jdbc.update(
                                "UPDATE payment.payment SET overdue_at = clock_timestamp()"
                                        + " WHERE subscriber_id = ? AND overdue_at IS NOT NULL",
                                payer))
                .isOne();
        return read(msisdn);
    }

    private static String tomorrow() {
        return DAY.format(LocalDate.now(OperationalDay.ZONE).plusDays(1));
    }

    private static BankBooks kaspi() {
        return hub.simulator().kaspi().books();
    }

    private static BankBooks halyk() {
        return hub.simulator().halyk().books();
    }

    private static String available(String msisdn) {
        return kaspi().available(kaspi().account(msisdn, "KZT")).toString();
    }

    private static String ask(String msisdn, String shortCode, String text) {
        hub.simulator().smsc().deliver(msisdn, shortCode, text);
        return read(msisdn);
    }

    private static String read(String msisdn) {
        return hub.simulator().smsc().takeMessage(msisdn, PATIENCE).text();
    }
}
