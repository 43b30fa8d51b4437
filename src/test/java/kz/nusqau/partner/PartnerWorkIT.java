package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.dialogue.Phone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What partners hear of planned work. */
@Tag("R-OPS-1")
class PartnerWorkIT {

    private static final String WORK = "/api/planned-work";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HubUnderTest hub = PartnerHub.HUB;
    private final OperationsClient supervisor = new OperationsClient(hub, "supervisor");
    private final String msisdn = FreshMsisdn.next();
    private PartnerClient shop;

    @BeforeEach
    void connect() throws JMSException {
        shop = PartnerClient.connect(hub, "demo-shop");
    }

    @AfterEach
    void endAll() throws JMSException {
        for (JsonNode each : supervisor.get(WORK).json().path("items")) {
            supervisor.post(
                    WORK + "/" + each.path("id").asLong() + "/end", "{\"reason\": \"over\"}");
        }
        shop.close();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private JsonNode plan(String counterparty, Duration ahead, boolean urgent) {
        Instant start = hub.bean(Clock.class).instant().plus(ahead);
        var planned =
                supervisor.post(
                        WORK,
                        """
                        {"counterparty": %s, "start": "%s", "end": "%s", "cause": "update",
                         "urgent": %s, "reason": "a test"}
                        """
                                .formatted(
                                        counterparty,
                                        start,
                                        start.plus(Duration.ofHours(1)),
                                        urgent));
        assertThat(planned.status()).isEqualTo(200);
        return planned.json();
    }

    private JsonNode end(JsonNode work) {
        var ended =
                supervisor.post(
                        WORK + "/" + work.path("id").asLong() + "/end", "{\"reason\": \"done\"}");
        assertThat(ended.status()).isEqualTo(200);
        return ended.json();
    }

    /** The next one of this work, whatever it is. */
    private JsonNode event(JsonNode work) throws JMSException {
        String id = work.path("id").asText();
        return shop.event(it -> it.body().at("/work/workId").asText().equals(id)).body();
    }

    @Test
    @Tag("R-OPS-9")
    void areToldWhenItBeginsAndWhenItIsOverAndMeanwhileLater() throws JMSException {
        var work = plan("\"wooppay\"", Duration.ZERO, true);

        JsonNode begun = event(work);
        assertThat(begun.path("type").asText()).isEqualTo("service.work-begun");
        assertThat(begun.at("/work/system").asText()).isEqualTo("wooppay");
        assertThat(begun.at("/work/words/kk").asText()).isEqualTo("жүйені жаңарту");
        var wanted = create(id(), msisdn, "1500.00");
        JsonNode error = shop.ask(wanted).body().path("error");
        assertThat(error.path("code").asText()).isEqualTo("PLANNED_WORK");
        assertThat(error.path("category").asText()).isEqualTo("serviceUnavailable");
        assertThat(error.path("retry").asBoolean()).isTrue();
        assertThat(error.path("until").asText()).isEqualTo(begun.at("/work/until").asText());
        // It needs nothing of what is worked on.
        var code =
                shop.ask(
                        request("code.issue", id())
                                .put("subscriber", msisdn)
                                .put("purpose", "sign-in"));
        assertThat(code.body().at("/code/status").asText()).isEqualTo("issued");

        end(work);

        JsonNode ended = event(work);
        assertThat(ended.path("type").asText()).isEqualTo("service.work-ended");
        assertThat(ended.at("/work/calledOff").isMissingNode()).isTrue();
        var again = shop.ask(wanted);
        assertThat(again.status()).isEqualTo("pending");
        shop.ask(request("payment.cancel", id()).put("paymentId", again.paymentId()));
    }

    @Test
    @Tag("R-OPS-9")
    void areToldBeforeItAndWhereItIsCalledOff() throws JMSException {
        var work = plan("null", Duration.ofMinutes(15).plusSeconds(50), false);

        JsonNode planned = event(work);
        assertThat(planned.path("type").asText()).isEqualTo("service.work-planned");
        assertThat(planned.at("/work/system").isMissingNode()).isTrue();
        assertThat(Instant.parse(planned.at("/work/from").asText()))
                .isAfter(Instant.parse(planned.path("at").asText()).plus(Duration.ofMinutes(15)));
        var asked = shop.ask(create(id(), msisdn, "1500.00"));
        assertThat(asked.status()).isEqualTo("pending");
        shop.ask(request("payment.cancel", id()).put("paymentId", asked.paymentId()));

        assertThat(end(work).path("state").asText()).isEqualTo("called-off");

        JsonNode ended = event(work);
        assertThat(ended.path("type").asText()).isEqualTo("service.work-ended");
        assertThat(ended.at("/work/calledOff").asBoolean()).isTrue();
    }

    @Test
    void beginNothingNewWhileTheHubIsWorkedOnAndStopWhatTheyWill() throws JMSException {
        var known = create(id(), msisdn, "1500.00");
        var pending = shop.ask(known);

        var work = plan("null", Duration.ZERO, true);

        assertThat(shop.ask(create(id(), FreshMsisdn.next(), "1500.00")).code())
                .isEqualTo("PLANNED_WORK");
        assertThat(
                        shop.ask(
                                        request("code.issue", id())
                                                .put("subscriber", msisdn)
                                                .put("purpose", "sign-in"))
                                .code())
                .isEqualTo("PLANNED_WORK");
        assertThat(shop.ask(known).paymentId()).isEqualTo(pending.paymentId());
        var cancelled =
                shop.ask(request("payment.cancel", id()).put("paymentId", pending.paymentId()));
        assertThat(cancelled.status()).isEqualTo("cancelled");
        end(work);
    }

    /** What was agreed to is accepted, and nothing accepted is lost. */
    @Test
    void areShownAfterTheWorkWhatWasAgreedToMeanwhile() throws JMSException {
        var phone = new Phone(hub, msisdn);
        var asked =
                shop.ask(
                        request("balance.get", id())
                                .put("subscriber", msisdn)
                                .put("bank", "halyk"));
        String disclosure = asked.body().at("/disclosure/disclosureId").asText();
        String code = Phone.codeIn(phone.nextMessage());
        var work = plan("\"halyk\"", Duration.ZERO, true);
        event(work);
        phone.ask("4404", code);

        // As if it had been agreed to when the work began.
        int overdue =
                hub.bean(JdbcTemplate.class)
                        .update(
                                "UPDATE partner.disclosure SET give_up_at = clock_timestamp()"
                                        + " WHERE id = ?::uuid AND state = 'agreed'",
                                disclosure);
        assertThat(overdue).isOne();
        Instant end = Instant.parse(work.path("end").asText());
        await().atMost(PATIENCE).until(() -> givenUpAt(disclosure).isAfter(end));
        end(work);

        var event = shop.event(it -> isAbout(it, disclosure));
        assertThat(event.body().path("type").asText()).isEqualTo("disclosure.answered");
        assertThat(event.body().at("/disclosure/accounts/0/available/value").asText())
                .isEqualTo("10000.00");
    }

    private static boolean isAbout(PartnerClient.Received event, String disclosure) {
        return event.body().at("/disclosure/disclosureId").asText().equals(disclosure);
    }

    private Instant givenUpAt(String disclosure) {
        return hub.bean(JdbcTemplate.class)
                .queryForObject(
                        "SELECT give_up_at FROM partner.disclosure WHERE id = ?::uuid",
                        Timestamp.class,
                        disclosure)
                .toInstant();
    }

    /** Who may have somebody else's SIM can't be known meanwhile. */
    @Test
    @Tag("R-ACC-4")
    void signNobodyInWhileTheOperatorsRegistryIsWorkedOn() throws JMSException {
        String codeId = Person.issue(shop, msisdn);
        var verify =
                request("code.verify", id())
                        .put("codeId", codeId)
                        .put("digits", Phone.codeIn(new Phone(hub, msisdn).nextMessage()));
        var work = plan("\"billing\"", Duration.ZERO, true);
        String until = event(work).at("/work/until").asText();

        JsonNode error = shop.ask(verify).body().path("error");
        assertThat(error.path("code").asText()).isEqualTo("PLANNED_WORK");
        assertThat(error.path("until").asText()).isEqualTo(until);
        end(work);

        assertThat(shop.ask(verify).body().at("/code/status").asText()).isEqualTo("verified");
    }

    @Test
    void isPlannedByThoseWhoMayAndWithinTheRules() {
        String soon =
                "{\"start\": \"%s\", \"end\": \"%s\", \"cause\": \"update\", \"reason\": \"a guess\"}"
                        .formatted(
                                Instant.now().plus(Duration.ofMinutes(5)),
                                Instant.now().plus(Duration.ofMinutes(25)));

        for (String nobody : new String[] {"support", "auditor"}) {
            assertThat(new OperationsClient(hub, nobody).post(WORK, soon).status()).isEqualTo(403);
            assertThat(new OperationsClient(hub, nobody).get(WORK).status()).isEqualTo(200);
        }
        var refused = supervisor.post(WORK, soon);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("field").asText()).isEqualTo("start");
        assertThat(supervisor.post(WORK, "{}").status()).isEqualTo(400);
        assertThat(supervisor.post(WORK, "nonsense").status()).isEqualTo(400);
        assertThat(
                        supervisor
                                .post(
                                        WORK,
                                        soon.replace(
                                                "\"start\"", "\"counterparty\": \"x\", \"start\""))
                                .json()
                                .path("field")
                                .asText())
                .isEqualTo("counterparty");
        assertThat(supervisor.post(WORK + "/0/end", "{\"reason\": \"a guess\"}").status())
                .isEqualTo(404);
    }
}
