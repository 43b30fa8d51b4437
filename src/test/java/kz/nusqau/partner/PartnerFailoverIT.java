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
 * by all three protocols.
 */
@Tag("soak")
class PartnerFailoverIT {

    private static final int REQUESTS = 60;
    private static final List<String> PARTNERS = List.of("demo-shop", "demo-bank", "demo-cabinet");

    @Test
    @Tag("I-1")
    @Tag("I-2")
    @Tag("I-6")
    void losesNoRequestAndDoesNoneTwice() throws Exception {
        try (var pair = StandAloneBroker.startPair(PARTNERS);
                var hub = HubUnderTest.start(settings(pair));
                var shop = PartnerProcess.java(settings(pair, "demo-shop"));
                var bank = PartnerProcess.node("amqp.js", settings(pair, "demo-bank"));
                var cabinet = PartnerProcess.node("stomp.js", settings(pair, "demo-cabinet"))) {
            List<PartnerProcess> programs = List.of(shop, bank, cabinet);
            Map<PartnerProcess, List<JsonNode>> requests = new HashMap<>();
            for (PartnerProcess program : programs) {
                requests.put(program, ask(program, REQUESTS / 2));
            }
            // Some have been answered, and the others are everywhere.
            programs.forEach(program -> program.takeReply(requests.get(program).getFirst()));

            pair.kill();
            for (PartnerProcess program : programs) {
                requests.get(program).addAll(ask(program, REQUESTS / 2));
            }
            for (PartnerProcess program : programs) {
                JsonNode first = requests.get(program).removeFirst();
                program.ask(first);
                requests.get(program).add(first);
            }
            Map<JsonNode, JsonNode> answers = new HashMap<>();
            requests.forEach(
                    (program, asked) ->
                            asked.forEach(each -> answers.put(each, program.takeReply(each))));

            assertThat(pair.backupServes()).isTrue();
            assertThat(answers.values())
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.at("/payment/status").asText())
                                            .isEqualTo("pending"));
            for (PartnerProcess program : programs) {
                cancelAndHear(program, requests.get(program), answers);
            }
            assertThat(
                            hub.bean(JdbcTemplate.class)
                                    .queryForList(
                                            "SELECT count(*) FROM payment.payment"
                                                    + " WHERE partner IS NOT NULL GROUP BY partner",
                                            Integer.class))
                    .containsOnly(REQUESTS)
                    .hasSize(PARTNERS.size());
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

    /** The same again has the same answer; each payment is cancelled, and that is told. */
    private static void cancelAndHear(
            PartnerProcess program, List<JsonNode> requests, Map<JsonNode, JsonNode> answers)
            throws IOException {
        for (JsonNode request : requests) {
            program.ask(request);
            assertThat(program.takeReply(request)).isEqualTo(answers.get(request));
        }
        for (JsonNode request : requests) {
            program.ask(
                    request("payment.cancel", id())
                            .put("createdBy", request.path("requestId").asText()));
        }
        for (JsonNode request : requests) {
            program.take(
                    message ->
                            message.path("type").asText().equals("payment.cancelled")
                                    && message.path("createdBy").equals(request.path("requestId")));
        }
    }

    private static Map<String, Object> settings(StandAloneBroker pair) {
        Map<String, Object> settings = new HashMap<>(OutsideWorld.patience());
        settings.putAll(pair.settings());
        PARTNERS.forEach(partner -> settings.put("nusqau.partners." + partner + ".name", partner));
        return settings;
    }

    private static Map<String, String> settings(StandAloneBroker pair, String partner) {
        return Map.of(
                "NUSQAU_URL",
                pair.url()
                        + "&reconnectAttempts=-1&initialConnectAttempts=-1&retryInterval=200&callTimeout=5000",
                "NUSQAU_BROKERS",
                pair.hosts(),
                "NUSQAU_PARTNER",
                partner,
                "NUSQAU_PASSWORD",
                StandAloneBroker.passwordOf(partner));
    }
}
