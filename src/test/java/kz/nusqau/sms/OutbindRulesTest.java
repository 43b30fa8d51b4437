package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.HashMap;
import java.util.Map;
import kz.nusqau.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OutbindRulesTest {

    @Test
    void takesAReceiverThatIsCalled() {
        assertThatCode(() -> check("binds[0].window=10")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    binds[0].type=trx | nusqau.smpp.binds[0].type=trx | type to rx
                    binds[0].tls=true | nusqau.smpp.binds[0].tls=true | outbind.tls-bundle
                    outbind.port=     | nusqau.smpp.binds[0].outbind.system-id=smsc | outbind.port
                    binds[1].outbind.system-id=smsc | nusqau.smpp.binds[1].outbind.system-id=smsc | each bind
                    """)
    void refusesWhatCannotWorkAndSaysWhatWould(String setting, String problem, String remedy) {
        assertThatThrownBy(() -> check(setting))
                .hasMessageContaining(problem)
                .asInstanceOf(type(StartRefused.class))
                .extracting(StartRefused::remedy)
                .asString()
                .contains(remedy);
    }

    private static void check(String setting) {
        Map<String, Object> settings = new HashMap<>(Map.of("b.outbind.port", "2776"));
        for (int i = 0; i < 2; i++) {
            String bind = "b.binds[%d].".formatted(i);
            settings.put(bind + "id", "kcell-" + i);
            settings.put(bind + "host", "smsc.example");
            settings.put(bind + "port", 2775);
            settings.put(bind + "system-id", "hub");
            settings.put(bind + "type", "rx");
            settings.put(bind + "outbind.system-id", i == 0 ? "smsc" : "smsc-2");
            settings.put(bind + "outbind.password", "word");
        }
        String[] keyAndValue = setting.split("=", 2);
        if (keyAndValue[1].isEmpty()) {
            settings.remove("b." + keyAndValue[0]);
        } else {
            settings.put("b." + keyAndValue[0], keyAndValue[1]);
        }
        OutbindRules.check(
                new Binder(new MapConfigurationPropertySource(settings))
                        .bind("b", SmppProperties.class)
                        .get());
    }
}
