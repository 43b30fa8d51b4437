package kz.nusqau.ussd;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.simulator.SimulatorOptions;
import kz.nusqau.simulator.smsc.BoundSession;
import kz.nusqau.simulator.smsc.UssdStyle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One contract for texts and dialogues. */
@Tag("S-USSD")
class SharedBindIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int RATE = 20;

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub =
                HubUnderTest.start(
                        SimulatorOptions.defaults()
                                .withSmsc(
                                        smsc ->
                                                smsc.ussdBesideTexts("hub", UssdStyle.STANDARD)
                                                        .submitsPerSecond(RATE + RATE / 4)),
                        Map.of(
                                "nusqau.smpp.binds[0].ussd", "its-session-info",
                                "nusqau.smpp.binds[0].ussd-with-texts", "true",
                                "nusqau.smpp.binds[0].rate", RATE));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void carriesTextsAndDialogues() {
        var smsc = hub.simulator().smsc();
        var phone = new Phone(hub, "77013200001");
        assertThat(phone.ask("9909", "баланс")).contains("100 000,00 тг");

        var call = smsc.dial("77013200001", "*9909*2*1*7273001123*1500#");
        assertThat(call.takeScreen(SOON).text()).contains("Введите код из SMS");
        call.type(Phone.codeIn(phone.nextMessage()));
        assertThat(call.takeScreen(SOON).text()).contains("Платеж принят");

        assertThat(phone.nextMessage()).contains("1 500,00 тг").contains(" N");
        assertThat(phone.ask("9909", "баланс")).contains("98 500,00 тг");
        assertThat(smsc.bound()).extracting(BoundSession::systemId).containsOnly("hub");
    }

    @Test
    void screensCountIntoTheRateOfTheBind() {
        var smsc = hub.simulator().smsc();
        var calls =
                IntStream.range(0, 3 * RATE)
                        .mapToObj(i -> smsc.dial("770132010" + (10 + i), "*9909#"))
                        .toList();

        calls.forEach(call -> assertThat(call.takeScreen(SOON).text()).contains("1 Баланс"));

        assertThat(answersToSubmits()).as("none was throttled").hasSize(1);
    }

    private static List<String> answersToSubmits() {
        return hub.bean(MeterRegistry.class).find("nusqau.smpp.submitted").counters().stream()
                .map(counter -> counter.getId().getTag("status"))
                .distinct()
                .toList();
    }
}
