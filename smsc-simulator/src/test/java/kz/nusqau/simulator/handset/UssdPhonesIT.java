package kz.nusqau.simulator.handset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import kz.nusqau.simulator.handset.UssdPhones.State;
import kz.nusqau.simulator.smsc.FaultPoint;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.TestGateway;
import kz.nusqau.simulator.smsc.UssdStyle;
import org.junit.jupiter.api.Test;

class UssdPhonesIT {

    private static final String PHONE = "77011112233";

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void theNetworkEndsADialogueThatNobodyAnswers() {
        try (var smsc = started()) {
            var phones = new UssdPhones(phone -> smsc, nanos::get);
            assertThat(phones.dial(PHONE, "*9909#").state()).isEqualTo(State.WAITING);

            nanos.addAndGet(Duration.ofSeconds(41).toNanos());

            var view = phones.view(PHONE);
            assertThat(view.state()).isEqualTo(State.OVER);
            assertThat(view.text()).startsWith("Connection problem");
        }
    }

    @Test
    void theNetworkEndsADialogueInWhichNobodyTypes() throws Exception {
        try (var smsc = started();
                var gateway = TestGateway.bind(smsc.port(), typed -> "1 Balance")) {
            var phones = new UssdPhones(phone -> smsc, nanos::get);
            phones.dial(PHONE, "*9909#");
            await().until(() -> phones.view(PHONE).state() == State.ASKING);

            nanos.addAndGet(Duration.ofSeconds(121).toNanos());

            assertThat(phones.view(PHONE).state()).isEqualTo(State.OVER);
            assertThat(phones.view(PHONE).text()).isEqualTo("Session timed out.");
            assertThat(gateway.steps()).startsWith("*9909#");
        }
    }

    @Test
    void theGatewayEndsADialogueWhoseStepIsNotTaken() throws Exception {
        try (var smsc = started();
                var gateway = TestGateway.bind(smsc.port(), typed -> "1 Balance")) {
            var phones = new UssdPhones(phone -> smsc, nanos::get);
            phones.dial(PHONE, "*9909#");
            await().until(() -> phones.view(PHONE).state() == State.ASKING);
            smsc.enqueue(FaultPoint.DELIVER, SmscFault.answer(0x64));

            phones.type(PHONE, "1");

            await().until(() -> phones.view(PHONE).state() == State.OVER);
            assertThat(phones.view(PHONE).text()).startsWith("Connection problem");
            assertThat(gateway.steps()).startsWith("*9909#");
        }
    }

    private static Smsc started() {
        return Smsc.builder().ussd("hub-ussd", "secret", UssdStyle.STANDARD).start();
    }
}
