package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.SharedHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bind is paused and resumed while the hub runs. */
@ExtendWith(SharedHub.class)
class BindsEndpointIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String BIND = "/actuator/smppbinds/kcell";

    @AfterEach
    void resume(HubUnderTest hub) {
        new OperationsClient(hub, "operations").post(BIND, "{\"action\":\"resume\"}");
        hub.awaitBound("kcell");
    }

    @Test
    void pausesAndResumesWithoutLosingAText(HubUnderTest hub) {
        var operations = new OperationsClient(hub, "operations");
        var smsc = hub.simulator().smsc();

        var paused =
                operations.post(BIND, "{\"action\":\"pause\",\"reason\":\"work at the SMSC\"}");

        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.json().path("paused").asBoolean()).isTrue();
        assertThat(paused.json().at("/sessions/0/state").asText()).isEqualTo("PAUSED");
        assertThat(paused.json().at("/sessions/0/detail").asText())
                .isEqualTo("paused by operations: work at the SMSC");
        await().until(() -> smsc.bound().isEmpty());
        smsc.deliver("77010810001", "9909", "баланс");

        operations.post(BIND, "{\"action\":\"resume\"}");

        assertThat(smsc.takeMessage("77010810001", SOON).text()).contains("100 000,00 тг");
        assertThat(operations.get("/actuator/smppbinds").json().get(0).path("paused").asBoolean())
                .isFalse();
    }

    @Test
    void isForOperationsOnly(HubUnderTest hub) {
        var support = new OperationsClient(hub, "support");

        assertThat(support.post(BIND, "{\"action\":\"pause\"}").status()).isEqualTo(403);
        assertThat(hub.simulator().smsc().bound()).isNotEmpty();
    }

    @Test
    void knowsNoOtherBind(HubUnderTest hub) {
        assertThat(
                        new OperationsClient(hub, "operations")
                                .post("/actuator/smppbinds/nobody", "{\"action\":\"pause\"}")
                                .status())
                .isIn(204, 404);
    }
}
