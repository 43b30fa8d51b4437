package kz.nusqau.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jsmpp.bean.BindType;
import org.junit.jupiter.api.Test;

class SmscIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void deliversTextAndTakesReply() throws Exception {
        try (var smsc = Smsc.builder().account("hub", "secret").start();
                var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            smsc.awaitBound(SOON);

            var delivery = smsc.deliver("77011234567", "9909", "баланс");

            assertThat(delivery.awaitAnswer(SOON)).isZero();
            var received = esme.takeDelivery();
            assertThat(received.getSourceAddr()).isEqualTo("77011234567");
            assertThat(received.getDestAddress()).isEqualTo("9909");
            assertThat(received.getDataCoding()).isEqualTo((byte) 8);
            assertThat(new String(received.getShortMessage(), "UTF-16BE")).isEqualTo("баланс");

            var id = esme.submit("9909", "77011234567", "Balance: 98,499.50 KZT");

            var submitted = smsc.takeSubmit(SOON);
            assertThat(submitted.messageId()).isEqualTo(id);
            assertThat(submitted.text()).isEqualTo("Balance: 98,499.50 KZT");
            var message = smsc.takeMessage("77011234567", SOON);
            assertThat(message.parts()).isEqualTo(1);
            assertThat(message.source()).isEqualTo("9909");
        }
    }
}
