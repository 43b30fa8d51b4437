package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.mailbox.OutboundText;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.simulator.smsc.ScriptTimeout;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.sms.smpp.Binds;
import kz.nusqau.sms.smpp.DeafSmsc;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** What an operator's engineer tries with the whole hub before signing off. */
class SignOffIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration IN_THE_END = Duration.ofSeconds(60);
    private static final int FAIR = 6;

    private static DeafSmsc deaf;
    private static DeafSmsc mute;
    private static HubUnderTest hub;

    @BeforeAll
    static void start() throws IOException {
        deaf = DeafSmsc.afterTheBind();
        mute = DeafSmsc.fromTheBeginning();
        Map<String, Object> settings = new LinkedHashMap<>();
        bind(settings, 1, "deaf", deaf.port());
        bind(settings, 2, "mute", mute.port());
        settings.put("nusqau.fair-use.texts", FAIR);
        settings.put("nusqau.fair-use.within", "1h");
        settings.put("nusqau.smpp.binds[0].answer-within", "4s");
        // What the deaf ones never acknowledge would be waited for at the end.
        settings.put("camel.main.shutdown-timeout", 1);
        hub = HubUnderTest.start(settings);
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        deaf.close();
        mute.close();
    }

    private static void bind(Map<String, Object> settings, int index, String id, int port) {
        String prefix = "nusqau.smpp.binds[%d].".formatted(index);
        settings.put(prefix + "id", id);
        settings.put(prefix + "host", "127.0.0.1");
        settings.put(prefix + "port", port);
        settings.put(prefix + "system-id", "hub");
        settings.put(prefix + "password", "secret");
    }

    @Test
    void holdsNobodyUpBecauseAnotherOperatorsSmscHearsNothing() {
        await().atMost(SOON)
                .until(() -> hub.bean(Binds.class).find("deaf").orElseThrow().isBound());
        var texts =
                IntStream.range(0, 500)
                        .mapToObj(i -> text(i % 2 == 0 ? "deaf" : "mute", "text " + i))
                        .toList();
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> hub.bean(Outbox.class).send(texts));

        var smsc = smsc();
        for (int i = 0; i < 20; i++) {
            smsc.deliver("770108500" + (10 + i), "9909", "баланс");
        }

        for (int i = 0; i < 20; i++) {
            assertThat(smsc.takeMessage("770108500" + (10 + i), SOON).text())
                    .contains("100 000,00");
        }
        assertThat(
                        hub.bean(Outbox.class)
                                .states(texts.stream().map(OutboundText::id).toList())
                                .values())
                .hasSize(500)
                .allMatch(state -> state instanceof OutboundState.Queued);
    }

    @Test
    @Tag("R-OTP-1")
    void movesMoneyOnceWhenNobodyKnowsWhetherTheCodeArrived() {
        var smsc = smsc();
        String phone = "77010850040";
        smsc.toPhone(phone, SmscFault.noResponse());
        smsc.deliver(phone, "9909", "оплата alma 7273001123 1500тг");
        var prompt = smsc.takeMessage(phone, SOON);
        smsc.clearPhone(phone);

        var again = smsc.takeMessage(phone, IN_THE_END);
        assertThat(again.text()).isEqualTo(prompt.text());
        smsc.deliver(phone, "4404", Phone.codeIn(prompt.text()));
        assertThat(smsc.takeMessage(phone, IN_THE_END).text()).containsPattern("N[0-9A-Z]{8,12}");
        // With the same octets so soon after a lost link it would be a copy of the first.
        smsc.deliver(phone, "4404", " " + Phone.codeIn(again.text()));
        smsc.takeMessage(phone, SOON);

        smsc.deliver(phone, "9909", "баланс");
        assertThat(smsc.takeMessage(phone, SOON).text()).contains("98 500,00");
        assertThat(hub.simulator().billing().books().doubleCharges()).isEmpty();
        assertThat(hub.simulator().wooppay().books().doublePayments()).isEmpty();
    }

    @Test
    @Tag("R-LIM-3")
    void answersAMachineOnceMoreThanIsFairAndThenStaysQuiet() {
        var smsc = smsc();
        String machine = "77010850050";
        for (int i = 0; i < 3 * FAIR; i++) {
            assertThat(smsc.deliver(machine, "9909", "баланс").awaitAnswer(SOON)).isZero();
        }

        // Answers leave by two sessions and may overtake each other.
        var answers =
                Stream.generate(() -> smsc.takeMessage(machine, SOON).text())
                        .limit(FAIR + 1)
                        .toList();
        assertThat(answers).filteredOn(it -> it.contains("100 000,00")).hasSize(FAIR);
        smsc.deliver("77010850051", "9909", "баланс");
        assertThat(smsc.takeMessage("77010850051", SOON).text()).contains("100 000,00");
        assertThatThrownBy(() -> smsc.takeMessage(machine, Duration.ofSeconds(1)))
                .isInstanceOf(ScriptTimeout.class);
    }

    private static Smsc smsc() {
        return hub.simulator().smsc();
    }

    private static OutboundText text(String link, String text) {
        var msisdn = new Msisdn("77010850099");
        var to = hub.bean(Subscribers.class).resolve(List.of(msisdn)).get(msisdn);
        UUID id = TimeOrderedId.next();
        return new OutboundText(id, to, link, "9909", text, Priority.REPLY, null, null);
    }
}
