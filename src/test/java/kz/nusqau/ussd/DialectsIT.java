package kz.nusqau.ussd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.smsc.BoundSession;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.UssdCall;
import kz.nusqau.simulator.smsc.UssdScreen;
import kz.nusqau.simulator.smsc.UssdStyle;
import kz.nusqau.simulator.smsc.pdu.CommandStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same dialogues with every make of gateway at once, each at an SMSC of its own. */
@Tag("S-USSD")
class DialectsIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private enum Make {
        STANDARD("its-session-info", UssdStyle.STANDARD),
        HEXADECIMAL("its-session-info-hex", UssdStyle.HEXADECIMAL),
        DIALOGUE_ID("its-dialogue", UssdStyle.DIALOGUE_ID),
        MESSAGE_REFERENCE("message-reference", UssdStyle.MESSAGE_REFERENCE);

        private final String dialect;
        private final UssdStyle style;

        Make(String dialect, UssdStyle style) {
            this.dialect = dialect;
            this.style = style;
        }

        String phone(int number) {
            return "770133" + ordinal() + "%04d".formatted(number);
        }
    }

    private static final Map<Make, Smsc> SMSCS = new EnumMap<>(Make.class);
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        Map<String, Object> settings = new HashMap<>();
        // So that a slow answer is late, and not given up before.
        settings.put("nusqau.counterparties.billing.lookup-timeout", "20s");
        for (Make make : Make.values()) {
            var smsc =
                    Smsc.builder()
                            .account("hub", "secret")
                            .ussd(SimulatorOptions.USSD_ACCOUNT, "secret", make.style)
                            .start();
            SMSCS.put(make, smsc);
            settings.putAll(binds(make, smsc.port()));
        }
        hub = HubUnderTest.start(settings);
        SMSCS.values().forEach(smsc -> smsc.awaitBound(2, SOON));
    }

    @AfterAll
    static void stop() {
        hub.close();
        SMSCS.values().forEach(Smsc::close);
    }

    private static Map<String, Object> binds(Make make, int port) {
        String texts = "nusqau.smpp.binds[" + (1 + 2 * make.ordinal()) + "].";
        String ussd = "nusqau.smpp.binds[" + (2 + 2 * make.ordinal()) + "].";
        Map<String, Object> settings = new HashMap<>();
        for (String bind : List.of(texts, ussd)) {
            settings.put(bind + "host", "127.0.0.1");
            settings.put(bind + "port", port);
            settings.put(bind + "password", "secret");
        }
        settings.put(texts + "id", make.dialect);
        settings.put(texts + "system-id", "hub");
        settings.put(ussd + "id", make.dialect + "-ussd");
        settings.put(ussd + "link", make.dialect);
        settings.put(ussd + "ussd", make.dialect);
        settings.put(ussd + "system-id", SimulatorOptions.USSD_ACCOUNT);
        return settings;
    }

    @ParameterizedTest
    @EnumSource
    void paysThroughTheMenus(Make make) {
        String phone = make.phone(1);
        var call = dial(make, phone, "*9909#");
        assertThat(ask(call)).contains("2 Оплатить");
        assertThat(type(call, "2").text()).contains("1 Алма электро");
        assertThat(type(call, "1").text()).contains("номер лицевого счета");
        assertThat(type(call, "7273001123").text()).contains("Введите сумму");
        assertThat(type(call, "1500").text()).contains("1 500,00 тг").contains("код из SMS");

        var accepted = type(call, Phone.codeIn(text(make, phone)));

        assertThat(accepted.text()).contains("Платеж принят");
        assertThat(accepted.ends()).isTrue();
        assertThat(call.isOver()).isTrue();
        assertThat(text(make, phone)).contains("1 500,00 тг").contains(" N");
        assertThat(dial(make, phone, "*9909*1#").takeScreen(SOON).text()).contains("98 500,00");
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterEveryKindOfBreak(Make make) {
        List<Consumer<UssdCall>> breaks =
                List.of(UssdCall::abort, UssdCall::endByNetwork, UssdCall::end);
        for (Consumer<UssdCall> breaksOff : breaks) {
            var broken = dial(make, make.phone(2), "*9909*2*1*7273001123#");
            assertThat(ask(broken)).contains("Введите сумму");
            breaksOff.accept(broken);

            var again = dial(make, make.phone(2), "*9909#");
            assertThat(ask(again)).contains("Введите сумму");
            assertThat(type(again, "00").text()).contains("1 Баланс");
            assertThat(type(again, "0").text()).isEqualTo("До свидания!");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondStartTakesTheDialogueOver(Make make) {
        var first = dial(make, make.phone(3), "*9909*2*1#");
        assertThat(ask(first)).contains("номер лицевого счета");
        var second = dial(make, make.phone(3), "*9909*3#");
        assertThat(ask(second)).contains("Введите сумму");

        var stale = type(first, "7273001123");

        assertThat(stale.text()).contains("Сеанс завершен");
        assertThat(stale.ends()).isTrue();
        assertThat(type(second, "1500").text()).contains("1 500,00 тг");
    }

    /** As after an hour, or when another hub took over without this one's database. */
    @ParameterizedTest
    @EnumSource
    void endsADialogueThatItDoesNotKnow(Make make) {
        var call = dial(make, make.phone(5), "*9909*2*1#");
        assertThat(ask(call)).contains("номер лицевого счета");
        hub.bean(JdbcTemplate.class).update("DELETE FROM ussd.dialogue");

        var last = type(call, "7273001123");

        assertThat(last.text()).isEqualTo("Сеанс завершен. Наберите снова: *9909#");
        assertThat(last.ends()).isTrue();
        assertThat(ask(dial(make, make.phone(5), "*9909#"))).contains("1 Баланс");
    }

    @ParameterizedTest
    @EnumSource
    void goesOnOverTheNextLinkWhenOneIsLost(Make make) {
        var smsc = smsc(make);
        var call = dial(make, make.phone(6), "*9909*2*1#");
        assertThat(ask(call)).contains("номер лицевого счета");
        smsc.dropLinks();
        assertThat(type(call, "7273001123").text()).contains("Введите сумму");

        // The screen arrives, the answer to it doesn't.
        long lost = gatewaySession(smsc);
        smsc.enqueue(SmscFault.dropLink());
        assertThat(type(call, "0").text()).contains("номер лицевого счета");
        await().atMost(SOON).until(() -> gatewaySession(smsc) > lost);
        // Without numbers of steps this may be the SMSC's copy of the press before.
        if (make == Make.DIALOGUE_ID || make == Make.MESSAGE_REFERENCE) {
            assertThat(type(call, "7273001123").text()).contains("номер лицевого счета");
        }
        assertThat(type(call, "7273001123").text()).contains("Введите сумму");
        smsc.awaitBound(2, SOON);
    }

    /** An SMSC whose link was lost may deliver again what was typed into the screen before. */
    @ParameterizedTest
    @EnumSource(names = {"DIALOGUE_ID", "MESSAGE_REFERENCE"})
    @Tag("R-OTP-4")
    void neverTakesACopyForAYes(Make make) {
        var smsc = smsc(make);
        String phone = make.phone(8);
        var call = dial(make, phone, "*9909*2#");
        assertThat(ask(call)).contains("1 Алма электро");
        assertThat(type(call, "1").text()).contains("номер лицевого счета");
        smsc.dropLinks();
        smsc.awaitBound(2, SOON);
        assertThat(type(call, "0").text()).contains("1 Алма электро");
        assertThat(type(call, "4").text()).contains("ИИН");
        assertThat(type(call, "900101300126").text()).contains("1 Да, 0 Нет");

        assertThat(type(call, "1").text()).contains("1 Да, 0 Нет");

        assertThat(hub.simulator().billing().books().reservations())
                .noneMatch(hold -> hold.msisdn().equals(phone));
        assertThat(type(call, "1").text()).contains("Платеж принят");
    }

    /** Zero while none is bound. */
    private static long gatewaySession(Smsc smsc) {
        return smsc.bound().stream()
                .filter(session -> session.systemId().equals(SimulatorOptions.USSD_ACCOUNT))
                .mapToLong(BoundSession::id)
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @EnumSource
    void aDialogueWhoseScreenGotLostIsResumed(Make make) {
        var call = dial(make, make.phone(7), "*9909*2*1#");
        assertThat(ask(call)).contains("номер лицевого счета");
        long lostBefore = screensLost();
        smsc(make).enqueue(SmscFault.answer(CommandStatus.SUBMIT_FAILED));
        assertThat(call.type("7273001123").awaitAnswer(SOON)).isZero();
        await().atMost(SOON).until(() -> screensLost() > lostBefore);
        call.endByNetwork();

        var again = dial(make, make.phone(7), "*9909#");

        assertThat(ask(again)).contains("Введите сумму");
    }

    @Test
    void whatTakesTooLongComesAsATextWithEveryMake() {
        var billing = hub.simulator().billing().faults();
        billing.set("query", new CounterpartyFault.LateAnswer(Duration.ofSeconds(7)));
        try {
            var calls =
                    Arrays.stream(Make.values())
                            .map(make -> dial(make, make.phone(4), "*9909*1#"))
                            .toList();
            for (UssdCall call : calls) {
                var screen = call.takeScreen(SOON);
                assertThat(screen.text()).contains("Результат сообщим по SMS");
                assertThat(screen.ends()).isTrue();
            }
        } finally {
            billing.clear();
        }
        for (Make make : Make.values()) {
            assertThat(text(make, make.phone(4))).contains("Доступный остаток: 100 000,00 тг.");
        }
    }

    private static long screensLost() {
        return hub.bean(JdbcTemplate.class)
                .queryForObject("SELECT count(*) FROM mailbox.outbound_failed", Long.class);
    }

    private static String text(Make make, String phone) {
        return smsc(make).takeMessage(phone, SOON).text();
    }

    private static UssdCall dial(Make make, String phone, String code) {
        return smsc(make).dial(phone, code);
    }

    private static Smsc smsc(Make make) {
        return SMSCS.get(make);
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
