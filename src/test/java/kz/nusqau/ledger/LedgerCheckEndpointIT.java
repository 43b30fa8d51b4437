package kz.nusqau.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.transaction.support.TransactionTemplate;

/** The check of the books as operations call it. */
@ExtendWith(SharedHub.class)
class LedgerCheckEndpointIT {

    @Test
    void tellsOperationsThatTheBooksAreSound(HubUnderTest hub) throws Exception {
        var answer = get(hub, "operations", "ledgercheck");

        assertThat(answer.statusCode()).isEqualTo(200);
        var report = new ObjectMapper().readTree(answer.body());
        assertThat(report.get("sound").asBoolean()).isTrue();
        assertThat(report.get("faults")).isEmpty();
        assertThat(report.has("openPending")).isTrue();
    }

    @Test
    void tellsNobodyElse(HubUnderTest hub) throws Exception {
        for (String endpoint :
                List.of(
                        "ledgercheck",
                        "ledgerseals",
                        "trialbalance",
                        "accountstatement/suspense")) {
            assertThat(get(hub, "support", endpoint).statusCode()).as(endpoint).isEqualTo(403);
        }
    }

    @Test
    void sealsBehindTheMoneyAndTellsOperations(HubUnderTest hub) throws Exception {
        await().untilAsserted(
                        () -> {
                            var report = json(get(hub, "operations", "ledgerseals"));
                            assertThat(report.get("sound").asBoolean()).isTrue();
                            assertThat(report.get("unsealed").asLong()).isZero();
                        });
    }

    @Test
    void showsTrialBalanceAndStatement(HubUnderTest hub) throws Exception {
        var transfer =
                new Transfer(
                        "statement/test/1/direct",
                        Transfer.Phase.DIRECT,
                        null,
                        InstructionId.next(),
                        "suspense",
                        "advance.subscribers",
                        new Money(5, "RUB"));
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> hub.bean(Ledger.class).apply(List.of(transfer)));

        var balance = json(get(hub, "operations", "trialbalance?from=2026-01-01T00:00:00Z"));
        var statement = json(get(hub, "operations", "accountstatement/suspense?currency=RUB"));

        balance.get("totals").forEach(total -> assertThat(total.get("closing").asLong()).isZero());
        assertThat(balance.get("lines").toString()).contains("advance.subscribers");
        assertThat(statement.get("closing").asLong()).isEqualTo(5);
        assertThat(statement.get("lines").get(0).get("against").asText())
                .isEqualTo("advance.subscribers");
        assertThat(get(hub, "operations", "accountstatement/nobody").statusCode()).isEqualTo(404);
        assertThat(get(hub, "operations", "trialbalance?limit=0").statusCode()).isEqualTo(400);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> get(HubUnderTest hub, String user, String endpoint)
            throws Exception {
        byte[] credentials = (user + ":" + hub.password(user)).getBytes(StandardCharsets.UTF_8);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(management(hub) + "/actuator/" + endpoint))
                            .header(
                                    "Authorization",
                                    "Basic " + Base64.getEncoder().encodeToString(credentials))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** With ports chosen freely, management has one of its own. */
    private static String management(HubUnderTest hub) {
        String port = hub.context().getEnvironment().getProperty("local.management.port");
        return port == null ? hub.url() : "http://127.0.0.1:" + port;
    }
}
