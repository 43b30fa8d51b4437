package kz.nusqau.partner;

import static kz.nusqau.partner.PartnerClient.create;
import static kz.nusqau.partner.PartnerClient.request;
import static kz.nusqau.partner.PartnerPaymentIT.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OutsideWorld;
import kz.nusqau.StandAloneBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A pair of stand-alone brokers, of which the primary is killed in the middle of what partners ask
 * by all three protocols. Here the hub always has a broker that is not its own.
 */
@Tag("I-1")
@Tag("I-2")
@Tag("I-6")
class PartnerFailoverIT {

    private static final int FEW = 12;
    private static final int MANY = 60;
    private static final List<String> PARTNERS = List.of("demo-shop", "demo-bank", "demo-cabinet");

    @Test
    void losesNoRequestAndDoesNoneTwice() throws Exception {
        failOver(FEW);
    }

    @Test
    @Tag("soak")
    void losesNoneOfManyRequestsAndDoesNoneTwice() throws Exception {
        failOver(MANY);
    }

    /**
     * @param requests of each partner; a third when all is well, a third at the moment of the kill,
     *     and a third when there is no broker
     */
    private static void failOver(int requests) throws Exception {
        // What starts slowly starts first: requests wait for their hub at the broker.
        try (var pair = StandAloneBroker.startPair(PARTNERS);
                var shop = PartnerProcess.java(settings(pair, "demo-shop"));
                var bank = PartnerProcess.node("amqp.js", settings(pair, "demo-bank"));
                var cabinet = PartnerProcess.node("stomp.js", settings(pair, "demo-cabinet"));
                var hub = HubUnderTest.start(settings(pair))) {
            List<PartnerProcess> programs = List.of(shop, bank, cabinet);
            Map<PartnerProcess, List<JsonNode>> asked = new HashMap<>();
            programs.forEach(program -> asked.put(program, new ArrayList<>()));
            askMore(asked, requests / 3);
            Map<JsonNode, JsonNode> answers = new HashMap<>();
            for (PartnerProcess program : programs) {
                JsonNode first = asked.get(program).getFirst();
                answers.put(first, lastingAnswer(program, first));
            }
            pair.awaitBackup();

            askMore(asked, requests / 3);
            pair.kill();
            askMore(asked, requests / 3);
            for (PartnerProcess program : programs) {
                program.ask(asked.get(program).getFirst());
            }
            for (PartnerProcess program : programs) {
                for (JsonNode request : asked.get(program)) {
                    JsonNode answer = lastingAnswer(program, request);
                    JsonNode before = answers.put(request, answer);
                    assertThat(answer).isEqualTo(before == null ? answer : before);
                }
            }

            assertThat(pair.backupServes()).isTrue();
            assertThat(answers.values())
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.at("/payment/status").asText())
                                            .isEqualTo("pending"));
            for (PartnerProcess program : programs) {
                askAgainAndCancel(program, asked.get(program));
            }
            programs.forEach(program -> hear(program, asked.get(program), answers));
            assertThat(
                            hub.bean(JdbcTemplate.class)
                                    .queryForList(
                                            "SELECT count(*) FROM payment.payment"
                                                    + " WHERE partner IS NOT NULL GROUP BY partner",
                                            Integer.class))
                    .containsOnly(requests)
                    .hasSize(PARTNERS.size());
        }
    }

    private static void askMore(Map<PartnerProcess, List<JsonNode>> asked, int count)
            throws IOException {
        for (var each : asked.entrySet()) {
            each.getValue().addAll(ask(each.getKey(), count));
        }
    }

    private static List<JsonNode> ask(PartnerProcess program, int count) throws IOException {
        List<JsonNode> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode request = create(id(), FreshMsisdn.next(), "1500.00");
            program.ask(request);
            requests.add(request);
        }
        return requests;
    }

    /** While there is no broker the hub may have to say that nothing was done, and to ask again. */
    private static JsonNode lastingAnswer(PartnerProcess program, JsonNode request)
            throws IOException {
        JsonNode answer = program.takeReply(request);
        while (answer.at("/error/retry").asBoolean()) {
            program.ask(request);
            answer = program.takeReply(request);
        }
        return answer;
    }

    /** The same again, and the end of its payment. */
    private static void askAgainAndCancel(PartnerProcess program, List<JsonNode> requests)
            throws IOException {
        for (JsonNode request : requests) {
            program.ask(request);
            program.ask(
                    request("payment.cancel", id())
                            .put("createdBy", request.path("requestId").asText()));
        }
    }

    /** The same has the same answer, and the end is told. */
    private static void hear(
            PartnerProcess program, List<JsonNode> requests, Map<JsonNode, JsonNode> answers) {
        for (JsonNode request : requests) {
            assertThat(program.takeReply(request)).isEqualTo(answers.get(request));
            program.take(
                    message ->
                            message.path("type").asText().equals("payment.cancelled")
                                    && message.path("createdBy").equals(request.path("requestId")));
        }
    }

    private static Map<String, Object> settings(StandAloneBroker pair) {
        Map<String, Object> settings = new HashMap<>(OutsideWorld.patience());
        settings.putAll(pair.settings());
        // What a broker took down with it is waited for less long here.
        settings.put("nusqau.broker.url", pair.url() + "&callTimeout=2000");
        PARTNERS.forEach(partner -> settings.put("nusqau.partners." + partner + ".name", partner));
        return settings;
    }

    private static Map<String, String> settings(StandAloneBroker pair, String partner) {
        return Map.of(
                "NUSQAU_URL",
                pair.url()
                        + "&reconnectAttempts=-1&initialConnectAttempts=-1&retryInterval=200&callTimeout=2000",
                "NUSQAU_BROKERS",
                pair.hosts(),
                "NUSQAU_PARTNER",
                partner,
                "NUSQAU_PASSWORD",
                StandAloneBroker.passwordOf(partner));
    }
}
