package kz.nusqau.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import kz.nusqau.HubUnderTest;
import kz.nusqau.SharedHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The check of the books as operations call it. */
@ExtendWith(SharedHub.class)
class LedgerCheckEndpointIT {

    @Test
    void tellsOperationsThatTheBooksAreSound(HubUnderTest hub) throws Exception {
        var answer = get(hub, "operations");

        assertThat(answer.statusCode()).isEqualTo(200);
        var report = new ObjectMapper().readTree(answer.body());
        assertThat(report.get("sound").asBoolean()).isTrue();
        assertThat(report.get("faults")).isEmpty();
        assertThat(report.has("openPending")).isTrue();
    }

    @Test
    void tellsNobodyElse(HubUnderTest hub) throws Exception {
        assertThat(get(hub, "support").statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> get(HubUnderTest hub, String user) throws Exception {
        byte[] credentials = (user + ":" + hub.password(user)).getBytes(StandardCharsets.UTF_8);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(management(hub) + "/actuator/ledgercheck"))
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
