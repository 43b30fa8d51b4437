package kz.nusqau.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kz.nusqau.HubUnderTest;
import kz.nusqau.console.ConsoleClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A partner is suspended from the console, and served again. */
class PartnerDeskIT {

    private static final String ID = "demo-cabinet";
    private static final String PAGE = "/console/overview/partners/" + ID;

    private final HubUnderTest hub = PartnerHub.HUB;
    private final PartnerDesk desk = hub.bean(PartnerDesk.class);

    private PartnerStandingView standing() {
        return desk.all().stream().filter(each -> each.id().equals(ID)).findFirst().orElseThrow();
    }

    @Test
    @Tag("R-OPS-9")
    void isSuspendedAndServedAgainWithItsReasonOnRecord() {
        var supervisor = ConsoleClient.of(hub, "supervisor");
        assertThat(supervisor.get("/console/overview").body())
                .contains("href=\"" + PAGE + "\"", "served");
        supervisor.get(PAGE);

        supervisor.post(PAGE + "/pause", "reason", "keys of 77011234567 were stolen");

        assertThat(supervisor.get(PAGE).body())
                .contains("Suspended.", "keys of ****67 were stolen", "Let it go on");
        assertThat(supervisor.get("/console/overview").body())
                .contains("Partner demo-cabinet is suspended by supervisor since ");
        assertThat(standing().suspension().who()).isEqualTo("supervisor");

        supervisor.post(PAGE + "/resume", "reason", "they have new ones");

        assertThat(supervisor.get(PAGE).body()).contains("It is served again.", "Suspend …");
        assertThat(standing().suspension()).isNull();
        supervisor.post(PAGE + "/resume", "reason", "once more");
        assertThat(supervisor.get(PAGE).body()).contains("It stands so already");
        assertThat(ConsoleClient.of(hub, "auditor").get("/console/audit").body())
                .contains("suspended a partner", "let a partner go on", "they have new ones")
                .doesNotContain("once more");
    }

    @Test
    void isNotSuspendedWhereTheRecordCannotBeWritten() {
        assertThatThrownBy(
                        () ->
                                desk.suspend(
                                        ID,
                                        "supervisor",
                                        "a test",
                                        () -> {
                                            throw new IllegalStateException("no record");
                                        }))
                .hasMessage("no record");

        assertThat(standing().suspension()).isNull();
    }
}
