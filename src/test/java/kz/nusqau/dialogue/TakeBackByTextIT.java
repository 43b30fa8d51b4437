package kz.nusqau.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.emoney.EmoneySandbox;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Erroneous payments reversed and running ones recalled, by text, to the tiyn. */
@ExtendWith(SharedHub.class)
class TakeBackByTextIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern NUMBER = Pattern.compile("\\b(N[0-9A-Z]{9})\\.");

    private HubUnderTest hub;

    @AfterEach
    void switchOff() {
        hub.simulator().billing().faults().clear();
        systems().forEach(system -> system.faults().clear());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010720001 | қазақша   | төлемді қайтару %s | Қате толтыруды қайтару %s: 1 500,00 тг | Толтыру кері қайтарылды: 1 500,00 тг | төлемі бұрын қайтарылған",
                "77010720002 | по-русски | вернуть последний  | Возврат ошибочного пополнения %s: 1 500,00 тг | Пополнение возвращено: 1 500,00 тг | уже возвращен",
                "77010720003 | english   | refund %s          | Reversal of top-up %s: 1,500.00 KZT | Top-up reversed: 1,500.00 KZT | has been reversed already",
            })
    @Tag("R-INS-11")
    void reversesAnErroneousTopUpOnce(
            String msisdn,
            String language,
            String text,
            String asked,
            String told,
            String again,
            HubUnderTest hub) {
        this.hub = hub;
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", language);
        String number = toppedUp(phone, msisdn);

        String prompt = phone.ask("7701", text.formatted(number));
        assertThat(prompt).contains(asked.formatted(number));
        assertThat(phone.ask("4404", Phone.codeIn(prompt))).startsWith(told);

        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("TOP_UP", "REVERSAL");
        assertThat(ledger.nets()).isEmpty();
        assertUntouched(msisdn);
        assertThat(phone.ask("7701", text.formatted(number))).contains(again);
        assertUntouched(msisdn);
    }

    static Stream<Arguments> unclear() {
        return Stream.of("reversal", "refund")
                .flatMap(
                        step ->
                                Stream.of(
                                                new AnswerLost(),
                                                new LateAnswer(Duration.ofMillis(1_500)),
                                                new DuplicateAnswer())
                                        .map(fault -> Arguments.of(step, fault)));
    }

    @ParameterizedTest
    @MethodSource("unclear")
    @Tag("R-INS-11")
    void reversesOnceWhenAnAnswerIsLostLateOrDoubled(
            String step, CounterpartyFault fault, HubUnderTest hub) {
        this.hub = hub;
        String msisdn = FreshMsisdn.next();
        var phone = new Phone(hub, msisdn);
        toppedUp(phone, msisdn);
        String prompt = phone.ask("7701", "reverse");
        enqueue(step, fault);
        phone.send("4404", Phone.codeIn(prompt));

        var ledger = new HubLedger(hub, msisdn);
        ledger.awaitSettled("TOP_UP", "REVERSAL");
        assertThat(ledger.nets()).isEmpty();
        assertUntouched(msisdn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010720021 | қазақша   | соңғы төлемді қайтару | автоматты түрде қайтару мүмкін емес",
                "77010720022 | по-русски | вернуть               | нельзя вернуть автоматически",
                "77010720023 | english   | reverse last          | cannot be reversed automatically",
            })
    @Tag("R-INS-11")
    void givesToAPersonWhatIsWithTheProvider(
            String msisdn, String language, String text, String words, HubUnderTest hub) {
        this.hub = hub;
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", language);
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        phone.ask("4404", code);
        new HubLedger(hub, msisdn).awaitSettled("PAY");

        assertThat(phone.ask("7701", text)).contains(words);
        assertThat(phone.ask("7701", text)).contains(words);

        assertThat(cases(msisdn)).containsExactly("payment.reversal.asked");
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("1500.00");
    }

    @Test
    @Tag("R-INS-11")
    void givesToAPersonWhatWasSpent(HubUnderTest hub) {
        this.hub = hub;
        String msisdn = "77010720031";
        var phone = new Phone(hub, msisdn);
        String number = toppedUp(phone, msisdn);
        String code = Phone.codeIn(phone.ask("525", "send 77010710031 1000 wallet"));
        assertThat(phone.ask("4404", code)).contains("Sent");

        String prompt = phone.ask("7701", "reverse " + number);
        assertThat(phone.ask("4404", Phone.codeIn(prompt)))
                .contains("could not be reversed automatically");

        assertThat(cases(msisdn)).containsExactly("payment.take-back.refused");
        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("1500.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010720041 | төлемді қайтару N4K7X2M9Q | Мұндай төлем табылмады",
                "77010720042 | вернуть N4K7X2M9Q         | Такой платеж не найден",
                "77010720043 | reverse                   | No such payment",
                "77010720044 | отозвать                  | Такой платеж не найден",
            })
    @Tag("R-INS-11")
    @Tag("R-INS-13")
    void findsOnlyTheOwnPayments(String msisdn, String text, String words, HubUnderTest hub) {
        this.hub = hub;
        assertThat(new Phone(hub, msisdn).ask("7701", text)).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77010720051 | қазақша   | қайтарып алу      | орындалып қойған | ТӨЛЕМДІ ҚАЙТАРУ ",
                "77010720052 | по-русски | отмена %s         | уже исполнена    | ВЕРНУТЬ ",
                "77010720053 | english   | recall            | is done already  | REVERSE ",
            })
    @Tag("R-INS-13")
    void saysThatItIsTooLateToRecall(
            String msisdn,
            String language,
            String text,
            String words,
            String instead,
            HubUnderTest hub) {
        this.hub = hub;
        var phone = new Phone(hub, msisdn);
        phone.ask("9909", language);
        String number = toppedUp(phone, msisdn);

        assertThat(phone.ask("7701", text.formatted(number)))
                .contains(words, instead + " " + number);

        assertThat(hub.simulator().billing().books().taken(msisdn)).hasToString("1500.00");
    }

    @Test
    @Tag("R-INS-13")
    void recallsWhatWaitsForItsConfirmation(HubUnderTest hub) {
        this.hub = hub;
        var phone = new Phone(hub, "77010720061");
        phone.ask("7701", "pay alma 7273001123 1500tg");

        assertThat(phone.ask("7701", "recall")).contains("cancelled, no money was taken");
        assertUntouched("77010720061");
    }

    @Test
    @Tag("R-INS-13")
    void recallsWhatIsOnItsWayToThePivot(HubUnderTest hub) {
        this.hub = hub;
        String msisdn = "77010720062";
        var phone = new Phone(hub, msisdn);
        String code = Phone.codeIn(phone.ask("7701", "pay alma 7273001123 1500tg"));
        enqueue("deposit", new Slow(Duration.ofSeconds(6)));
        phone.send("4404", code);
        await().atMost(PATIENCE).until(() -> states(msisdn), List.of("TOPPING_UP")::equals);

        assertThat(phone.ask("7701", "recall")).contains("We are stopping the operation");
        assertThat(phone.read().text()).contains("Payment not made", "is back");

        await().atMost(PATIENCE).until(() -> states(msisdn), List.of("REVERSED")::equals);
        assertThat(new HubLedger(hub, msisdn).nets()).isEmpty();
        assertUntouched(msisdn);
        assertThat(phone.ask("7701", "recall")).contains("was not executed");
        assertThat(phone.ask("7701", "0")).contains("nothing to cancel");
    }

    /** Returns the payment number. */
    private String toppedUp(Phone phone, String msisdn) {
        String code = Phone.codeIn(phone.ask("5505", "topup 1500"));
        var number = NUMBER.matcher(phone.ask("4404", code));
        assertThat(number.find()).isTrue();
        new HubLedger(hub, msisdn).awaitSettled("TOP_UP");
        return number.group(1);
    }

    private void enqueue(String step, CounterpartyFault fault) {
        Stream.concat(
                        Stream.of(hub.simulator().billing().faults()),
                        systems().stream().map(EmoneySandbox::faults))
                .filter(faults -> faults.operations().contains(step))
                .forEach(faults -> faults.enqueue(step, fault));
    }

    private List<EmoneySandbox> systems() {
        return List.of(hub.simulator().wooppay(), hub.simulator().kazeuromobile());
    }

    private void assertUntouched(String msisdn) {
        var billing = hub.simulator().billing().books();
        assertThat(billing.available(msisdn)).hasToString("100000.00");
        assertThat(billing.taken(msisdn)).hasToString("0.00");
        for (EmoneySandbox system : systems()) {
            assertThat(system.books().wallet(msisdn)).hasToString("0.00");
            assertThat(system.books().discrepancies()).isEmpty();
        }
    }

    private List<String> states(String msisdn) {
        return column("SELECT state FROM payment.payment WHERE subscriber_id = ?", msisdn);
    }

    private List<String> cases(String msisdn) {
        return column(
                "SELECT error_class FROM failedmessages.failed_message WHERE subscriber = ?",
                msisdn);
    }

    private List<String> column(String sql, String msisdn) {
        var number = new Msisdn(msisdn);
        var id = hub.bean(Subscribers.class).resolve(List.of(number)).get(number).value();
        return hub.bean(JdbcTemplate.class).queryForList(sql, String.class, id);
    }
}
