package kz.nusqau.ussd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.HubUnderTest;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.catalogue.CatalogueInForce;
import kz.nusqau.confirmation.ConsentQuestion;
import kz.nusqau.confirmation.ConsentQuestions;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.platform.PlannedWork;
import kz.nusqau.platform.PlannedWork.Plan;
import kz.nusqau.platform.PlannedWork.Planned;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.shared.WorkReason;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.Submitted;
import kz.nusqau.simulator.smsc.UssdCall;
import kz.nusqau.simulator.smsc.UssdScreen;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.subscriber.Consent;
import kz.nusqau.subscriber.Consents;
import kz.nusqau.subscriber.Scope;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Dialogues as a phone shows them, over real SMPP. */
@Tag("S-USSD")
class MenusByPhoneIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        // So that a slow answer is late, and not given up before.
        hub =
                HubUnderTest.startWithUssd(
                        Map.of("nusqau.counterparties.billing.lookup-timeout", "20s"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77013000001 | 1 | 1 Қалдық  | Қолжетімді қалдық: 100 000,00 тг.",
                "77013000002 | 2 | 1 Баланс  | Доступный остаток: 100 000,00 тг.",
                "77013000003 | 3 | 1 Balance | Available balance: 100,000.00 KZT.",
            })
    @Tag("R-INFO-1")
    @Tag("R-OPS-7")
    void answersBalanceInThreeLanguages(
            String msisdn, String language, String menu, String balance) {
        assertThat(dial(msisdn, "*9909*6*" + language + "#").takeScreen(SOON).ends()).isTrue();

        var call = dial(msisdn, "*9909#");
        assertThat(ask(call)).contains(menu);
        var answer = type(call, "1");

        assertThat(answer.text()).isEqualTo(balance);
        assertThat(answer.ends()).isTrue();
        assertThat(answer.submitted().source()).isEqualTo("9909");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "77013000004 | 1 | Жоспарлы жұмыстар жүруде, ақша алынған жоқ. Аяқталуы: ",
                "77013000005 | 2 | Идут плановые работы, деньги не списаны. Окончание: ",
                "77013000006 | 3 | Planned work is going on, no money was taken. It ends at ",
            })
    @Tag("R-OPS-1")
    @Tag("R-OPS-7")
    void saysLaterWhileWorkGoesOn(String msisdn, String language, String answer) {
        dial(msisdn, "*9909*6*" + language + "#").takeScreen(SOON);
        var work = hub.bean(PlannedWork.class);
        Instant now = Instant.now();
        var plan = new Plan(null, now, now.plusSeconds(3_600), WorkReason.UPDATE, true);
        long id = ((Planned.Done) work.plan(plan, "supervisor", planned -> {})).window().id();

        var screen = dial(msisdn, "*9909*2*1*7273001123*1500#").takeScreen(SOON);

        work.end(id, () -> {});
        assertThat(screen.text()).startsWith(answer);
        assertThat(screen.ends()).isTrue();
    }

    @Test
    @Tag("R-OTP-1")
    void paysWithTheCodeThatCameByText() {
        var phone = new Phone(hub, "77013000011");
        var call = dial("77013000011", "*9909#");
        assertThat(ask(call)).contains("2 Оплатить");
        assertThat(type(call, "2").text()).contains("1 Алма электро");
        assertThat(type(call, "1").text()).contains("номер лицевого счета");
        assertThat(type(call, "7273001123").text()).contains("Введите сумму");

        var question = type(call, "1500");
        assertThat(question.text())
                .isEqualTo("Алма электро *1123: 1 500,00 тг, комиссия 0,00 тг. Введите код из SMS");
        String code = Phone.codeIn(phone.nextMessage());
        var accepted = type(call, code);

        assertThat(accepted.text()).contains("Платеж принят");
        assertThat(accepted.ends()).isTrue();
        assertThat(phone.nextMessage()).contains("1 500,00 тг").contains(" N");
        assertThat(dial("77013000011", "*9909*1#").takeScreen(SOON).text()).contains("98 500,00");
    }

    @Test
    @Tag("R-OTP-4")
    void paysWithAYesWhereThatIsEnough() {
        var phone = new Phone(hub, "77013000012");
        var call = dial("77013000012", "*9909*2*4*900101300126#");
        assertThat(ask(call)).contains("4 325,00 тг").contains("1 Да, 0 Нет");

        assertThat(type(call, "1").text()).contains("Платеж принят");
        assertThat(phone.nextMessage()).contains("4 325,00 тг");
    }

    /** The phone shows the question; that the gateway took it is heard of when all is over. */
    @Test
    @Tag("R-OTP-4")
    void takesAYesToAQuestionBeforeTheGatewaySaysThatItHasIt() {
        var smsc = hub.simulator().smsc();
        smsc.toPhone("77013000035", SmscFault.delay(Duration.ofSeconds(6)));
        try {
            var call = dial("77013000035", "*9909*2*4*900101300126#");
            assertThat(ask(call)).contains("1 Да, 0 Нет");

            assertThat(type(call, "1").text()).contains("Платеж принят");
        } finally {
            smsc.clearPhone("77013000035");
        }
    }

    /** A text that was sent before the dialogue may come in its middle, and asks about itself. */
    @Test
    @Tag("R-OTP-4")
    void aYesAnswersItsOwnScreenAlone() {
        var phone = new Phone(hub, "77013000031");
        assertThat(phone.ask("9909", "по-русски")).contains("русском");
        var call = dial("77013000031", "*9909*2*4*900101300126#");
        assertThat(ask(call)).contains("4 325,00 тг").contains("1 Да, 0 Нет");
        assertThat(phone.ask("7701", "aulesp 900101300126")).contains("2 163,00 тг");

        assertThat(type(call, "1").text()).isEqualTo("Этот запрос уже не ждет ответа.");

        assertThat(balance("77013000031")).contains("100 000,00");
        assertThat(phone.yes("7701")).contains("2 163,00 тг").contains(" N");
    }

    @Test
    void aNoAnswersItsOwnScreenAlone() {
        var phone = new Phone(hub, "77013000036");
        assertThat(phone.ask("9909", "по-русски")).contains("русском");
        var call = dial("77013000036", "*9909*2*4*900101300126#");
        assertThat(ask(call)).contains("4 325,00 тг").contains("1 Да, 0 Нет");
        assertThat(phone.ask("7701", "aulesp 900101300126")).contains("2 163,00 тг");

        assertThat(type(call, "0").text()).isEqualTo("Этот запрос уже не ждет ответа.");

        assertThat(phone.yes("7701")).contains("2 163,00 тг").contains(" N");
    }

    @ParameterizedTest
    @CsvSource({"77013000037, 0", "77013000038, 1"})
    @Tag("R-JOIN-2")
    void whatIsSaidToAScreenIsNoAnswerToAPartner(String msisdn, String said) {
        var phone = new Phone(hub, msisdn);
        assertThat(phone.ask("9909", "по-русски")).contains("русском");
        var call = dial(msisdn, "*9909*2*4*900101300126#");
        assertThat(ask(call)).contains("1 Да, 0 Нет");
        assertThat(phone.ask("7701", "0")).contains("отменена");
        var consent = askForConsent(msisdn);

        assertThat(type(call, said).text()).isEqualTo("Этот запрос уже не ждет ответа.");

        assertThat(hub.bean(Consents.class).find(List.of(consent)).get(consent).state())
                .isEqualTo(Consent.State.ASKED);
        assertThat(phone.ask("4404", "0")).contains("Demo Shop не получит");
    }

    private static InstructionId askForConsent(String msisdn) {
        var number = new Msisdn(msisdn);
        var consent =
                new Consent(
                        InstructionId.next(),
                        hub.bean(Subscribers.class).resolve(List.of(number)).get(number),
                        "demo-shop",
                        "Demo Shop",
                        new Scope(Scope.About.BALANCE, Optional.empty()),
                        "disclose.balance RU",
                        Consent.State.ASKED);
        var question = new ConsentQuestion(consent, Duration.ofMinutes(3), 3, TimeOrderedId.next());
        hub.bean(TransactionTemplate.class)
                .execute(status -> hub.bean(ConsentQuestions.class).ask(List.of(question)));
        return consent.id();
    }

    @Test
    @Tag("R-OTP-4")
    void isNotToldThatItIsPaidWhenSomethingElseIs() {
        var phone = new Phone(hub, "77013000032");
        assertThat(phone.ask("9909", "по-русски")).contains("русском");
        var call = dial("77013000032", "*9909*2*4*900101300126#");
        assertThat(ask(call)).contains("4 325,00 тг").contains("1 Да, 0 Нет");
        assertThat(phone.ask("7701", "aulesp 900101300126")).contains("2 163,00 тг");
        assertThat(phone.yes("7701")).contains("2 163,00 тг").contains(" N");

        assertThat(type(call, "1").text()).isEqualTo("Этот запрос уже не ждет ответа.");
    }

    @Test
    @Tag("R-OTP-4")
    void asksAgainBeforeAYesCounts() {
        var call = dial("77013000033", "*9909*2*4*900101300126#");
        String question = ask(call);
        assertThat(question).contains("4 325,00 тг").contains("1 Да, 0 Нет");

        for (String wrong : List.of("2", "12345", " ", "оплата")) {
            assertThat(type(call, wrong).text()).as(wrong).isEqualTo(question);
        }
        assertThat(type(call, "1").text()).contains("Платеж принят");
    }

    @Test
    @Tag("R-OTP-4")
    void neverConfirmsByTheDialledCode() {
        var call = dial("77013000034", "*9909*2*4*900101300126*1#");

        assertThat(ask(call)).contains("4 325,00 тг").contains("1 Да, 0 Нет");
        assertThat(balance("77013000034")).contains("100 000,00");
    }

    @Test
    void cancelsWithNo() {
        var call = dial("77013000013", "*9909*2*4*900101300126#");
        assertThat(ask(call)).contains("1 Да, 0 Нет");

        var answer = type(call, "0");

        assertThat(answer.text()).isEqualTo("Операция отменена, деньги не списаны.");
        assertThat(balance("77013000013")).contains("100 000,00");
    }

    @Test
    void countsWrongCodesAsByText() {
        var phone = new Phone(hub, "77013000014");
        var call = dial("77013000014", "*9909*2*1*7273001123*1500#");
        assertThat(ask(call)).contains("Введите код");
        String code = Phone.codeIn(phone.nextMessage());
        String wrong = code.equals("111111") ? "222222" : "111111";

        var refusal = type(call, wrong);
        assertThat(refusal.text()).contains("Неверный код. Осталось 2 попытки");
        assertThat(refusal.ends()).isFalse();
        assertThat(type(call, code).text()).contains("Платеж принят");
    }

    @Test
    void takesTheArgumentsOfTheDialledCode() {
        var call = dial("77013000015", "*9909*2*1*7273001123#");

        assertThat(ask(call)).contains("Введите сумму");
    }

    @Test
    void asksAgainForWhatIsWrong() {
        var call = dial("77013000016", "*9909*2*1*7273001124*1500#");
        assertThat(ask(call)).contains("Неверный ввод").contains("номер лицевого счета");

        assertThat(type(call, "7273001123").text()).contains("Введите сумму");
        assertThat(type(call, "1.500").text()).contains("Неверный ввод");
        assertThat(type(call, "1500").text()).contains("1 500,00 тг");
    }

    @Test
    void goesBackAndToTheFirstMenu() {
        var call = dial("77013000017", "*9909*2*1#");
        assertThat(ask(call)).contains("номер лицевого счета");

        assertThat(type(call, "0").text()).contains("1 Алма электро");
        assertThat(type(call, "1").text()).contains("номер лицевого счета");
        assertThat(type(call, "00").text()).contains("1 Баланс");
        var farewell = type(call, "0");
        assertThat(farewell.text()).isEqualTo("До свидания!");
        assertThat(farewell.ends()).isTrue();
    }

    @Test
    void leafsThroughALongMenu() {
        var call = dial("77013000035", "*9909*8#");
        String first = ask(call);
        assertThat(first).startsWith("1 Кошелек").endsWith("9 Далее\n0 Назад");

        assertThat(type(call, "9").text())
                .contains("11 Магазин приложений")
                .doesNotContain("Далее");
        assertThat(type(call, "0").text()).isEqualTo(first);
        assertThat(type(call, "9").text()).contains("11 Магазин приложений");
        assertThat(type(call, "11").text()).contains("Введите сумму");
    }

    /** The same digit may mean something else there; what began there goes on. */
    @Test
    void beginsAgainOnceWhenOtherMenusCameIntoForceMeanwhile() {
        var call = dial("77013000039", "*9909*2#");
        assertThat(ask(call)).contains("1 Алма электро");

        Runnable putBack = CatalogueForTests.withNewMenus(hub.bean(CatalogueInForce.class));
        try {
            assertThat(type(call, "1").text()).contains("1 Остаток").contains("2 Оплатить");
            assertThat(type(call, "2").text()).contains("1 Алма электро");
            var other = dial("77013000040", "*9909*2#");
            assertThat(ask(other)).contains("1 Алма электро");
            assertThat(type(other, "1").text()).contains("номер лицевого счета");
        } finally {
            putBack.run();
        }
    }

    @Test
    void resumesWhereTheNetworkBrokeItOff() {
        var broken = dial("77013000018", "*9909*2*1*7273001123#");
        assertThat(ask(broken)).contains("Введите сумму");
        broken.endByNetwork();

        var again = dial("77013000018", "*9909#");

        assertThat(ask(again)).contains("Введите сумму");
        assertThat(type(again, "1500").text()).contains("1 500,00 тг");
    }

    @Test
    void aSecondStartTakesTheDialogueOver() {
        var first = dial("77013000019", "*9909*2*1#");
        assertThat(ask(first)).contains("номер лицевого счета");

        var second = dial("77013000019", "*9909*3#");

        assertThat(ask(second)).contains("Введите сумму");
        var stale = type(first, "7273001123");
        assertThat(stale.text()).contains("Сеанс завершен").contains("*9909#");
        assertThat(stale.ends()).isTrue();
        assertThat(type(second, "1500").text()).contains("1 500,00 тг");
    }

    @Test
    void movesNothingWhenTheUserBreaksItOff() {
        var phone = new Phone(hub, "77013000020");
        var call = dial("77013000020", "*9909*2*1*7273001123*1500#");
        assertThat(ask(call)).contains("Введите код");
        String code = Phone.codeIn(phone.nextMessage());
        call.abort();

        assertThat(balance("77013000020")).contains("100 000,00");
        // The code was issued, and stands as one issued for a text does.
        assertThat(phone.ask("4404", code)).contains("1 500,00 тг").contains(" N");
    }

    @Test
    void resumesBeforeTheCode() {
        var phone = new Phone(hub, "77013000021");
        var call = dial("77013000021", "*9909*2*1*7273001123*1500#");
        assertThat(ask(call)).contains("Введите код");
        String code = Phone.codeIn(phone.nextMessage());
        call.abort();

        var again = dial("77013000021", "*9909#");
        assertThat(ask(again)).contains("Введите код из SMS");

        assertThat(type(again, code).text()).contains("Платеж принят");
    }

    @Test
    void whatTakesTooLongComesAsAText() {
        var phone = new Phone(hub, "77013000022");
        hub.simulator()
                .billing()
                .faults()
                .enqueue("query", new CounterpartyFault.LateAnswer(Duration.ofSeconds(7)));

        var call = dial("77013000022", "*9909*1#");
        var screen = call.takeScreen(SOON);

        assertThat(screen.text()).contains("Результат сообщим по SMS");
        assertThat(screen.ends()).isTrue();
        assertThat(phone.nextMessage()).contains("Доступный остаток: 100 000,00 тг.");
    }

    @Test
    void whatIsTooLongComesAsAText() {
        var phone = new Phone(hub, "77025000001");

        var screen = dial("77025000001", "*9909*3*1500#").takeScreen(SOON);

        assertThat(screen.text()).isEqualTo("Ответ отправлен по SMS.");
        assertThat(screen.ends()).isTrue();
        assertThat(phone.nextMessage()).startsWith("Отказано: у вас есть долг");
    }

    @Test
    void textsWaitRatherThanLeaveByTheGateway() {
        var texts = hub.bean(Binds.class).find("kcell").orElseThrow();
        texts.pause("nobody but the gateway is bound");
        try {
            var screen = dial("77025000001", "*9909*3*1500#").takeScreen(SOON);
            assertThat(screen.text()).isEqualTo("Ответ отправлен по SMS.");
        } finally {
            texts.resume();
        }

        var text = hub.simulator().smsc().takeMessage("77025000001", SOON);
        assertThat(text.text()).startsWith("Отказано: у вас есть долг");
        assertThat(text.submits()).extracting(Submitted::systemId).containsOnly("hub");
    }

    @Test
    @Tag("R-INS-5")
    void tellsTheLastPaymentByText() {
        var phone = new Phone(hub, "77013000025");
        var call = dial("77013000025", "*9909*2*4*900101300126#");
        assertThat(ask(call)).contains("1 Да, 0 Нет");
        assertThat(type(call, "1").text()).contains("Платеж принят");
        assertThat(phone.nextMessage()).contains("4 325,00 тг");

        var screen = dial("77013000025", "*9909*5*1#").takeScreen(SOON);

        assertThat(screen.text()).isEqualTo("Ответ отправлен по SMS.");
        assertThat(phone.nextMessage()).startsWith("Платеж: 4 325,00 тг").contains("Выполнено");
    }

    @Test
    @Tag("R-INFO-6")
    void showsTheRatesOfOneCurrency() {
        var screen = dial("77013000026", "*9909*8*6*1#").takeScreen(SOON);

        assertThat(screen.text()).contains("USD 520,00/526,00");
        assertThat(screen.ends()).isTrue();
    }

    @Test
    void paysTheAppStore() {
        var phone = new Phone(hub, "77013000027");
        var call = dial("77013000027", "*9909*8*11*990#");

        assertThat(ask(call)).contains("990,00 тг").contains("код");
        assertThat(type(call, Phone.codeIn(phone.nextMessage())).ends()).isTrue();
    }

    @Test
    void helpsByText() {
        var phone = new Phone(hub, "77013000028");

        var screen = dial("77013000028", "*9909*8*8#").takeScreen(SOON);

        assertThat(screen.text()).isEqualTo("Ответ отправлен по SMS.");
        assertThat(phone.nextMessage()).startsWith("Отправьте: БАЛАНС");
    }

    @Test
    void aScreenThatABusyGatewayRefusedComesAMomentLater() {
        hub.simulator().smsc().enqueue(SmscFault.throttled(), SmscFault.queueFull());

        var call = dial("77013000029", "*9909#");

        assertThat(ask(call)).contains("1 Баланс");
    }

    @Test
    void whatFindsNoPhoneAnyMoreComesAsAText() {
        var phone = new Phone(hub, "77013000024");
        var call = dial("77013000024", "*9909#");
        assertThat(ask(call)).contains("1 Баланс");
        call.end();
        call.type("1");

        assertThat(phone.nextMessage()).contains("Доступный остаток");
    }

    private static String balance(String msisdn) {
        return dial(msisdn, "*9909*1#").takeScreen(SOON).text();
    }

    private static UssdCall dial(String msisdn, String code) {
        return hub.simulator().smsc().dial(msisdn, code);
    }

    /** The next screen, which asks. */
    private static String ask(UssdCall call) {
        var screen = call.takeScreen(SOON);
        assertThat(screen.ends()).as(screen.text()).isFalse();
        return screen.text();
    }

    private static UssdScreen type(UssdCall call, String text) {
        call.type(text);
        return call.takeScreen(SOON);
    }
}
