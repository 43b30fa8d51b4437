package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.nusqau.FreePort;
import kz.nusqau.HubUnderTest;
import kz.nusqau.simulator.smsc.Outbind;
import kz.nusqau.simulator.smsc.Smsc;
import org.junit.jupiter.api.Test;

/** An operator whose SMSC connects when somebody has texted. */
class SmsOutbindIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void answersTextsOfAnSmscThatCalls() {
        int port = FreePort.next();
        try (var smsc =
                        Smsc.builder()
                                .account("hub", "secret")
                                .outbind(new Outbind("127.0.0.1", port, "smsc", "word"))
                                .start();
                var hub = HubUnderTest.start(settings(port, smsc.port()))) {
            smsc.awaitBound(SOON);

            for (int i = 0; i < 2; i++) {
                String phone = "7701083000" + i;
                assertThat(smsc.deliver(phone, "9909", "баланс").awaitOutcome(SOON)).isZero();
                assertThat(smsc.takeMessage(phone, SOON).text()).contains("100 000,00");
                smsc.dropLinks(session -> session.type().receives());
            }
            assertThat(hub.simulator().smsc().bound()).isNotEmpty();
        }
    }

    private static Map<String, Object> settings(int listenOn, int smscPort) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("nusqau.smpp.outbind.port", listenOn);
        for (int i = 1; i <= 2; i++) {
            String bind = "nusqau.smpp.binds[%d].".formatted(i);
            settings.put(bind + "id", i == 1 ? "caller-in" : "caller-out");
            settings.put(bind + "link", "caller");
            settings.put(bind + "type", i == 1 ? "rx" : "tx");
            settings.put(bind + "host", "127.0.0.1");
            settings.put(bind + "port", smscPort);
            settings.put(bind + "system-id", "hub");
            settings.put(bind + "password", "secret");
        }
        settings.put("nusqau.smpp.binds[1].outbind.system-id", "smsc");
        settings.put("nusqau.smpp.binds[1].outbind.password", "word");
        return settings;
    }
}
