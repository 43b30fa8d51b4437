package kz.nusqau;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who reaches what over HTTP. */
@ExtendWith(SharedHub.class)
class AccessIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final HubUnderTest hub;

    AccessIT(HubUnderTest hub) {
        this.hub = hub;
    }

    @ParameterizedTest
    @CsvSource({
        "nobody,        /actuator/health,           200",
        "nobody,        /actuator/health/readiness, 200",
        "nobody,        /actuator/prometheus,       401",
        "nobody,        /api/failed-messages,       401",
        "nobody,        /partners.html,             200",
        "nobody,        /anything,                  401",
        "operations,    /actuator/prometheus,       200",
        "operations,    /api/failed-messages,       403",
        "support,       /api/failed-messages,       200",
        "support,       /actuator/metrics,          403",
        "auditor,       /api/failed-messages,       200",
        "auditor,       /api/planned-work,          200",
        "operations,    /api/planned-work,          403",
        "administrator, /actuator/metrics,          200",
        "administrator, /actuator/env,              404",
        "administrator, /actuator/heapdump,         404",
    })
    void letsARoleReadWhatItMay(String user, String path, int status) throws Exception {
        assertThat(send(request(user, path).build()).statusCode()).isEqualTo(status);
    }

    @Test
    void tellsNothingToStrangers() throws Exception {
        assertThat(send(request("nobody", "/actuator/health").build()).body())
                .isIn(
                        "{\"status\":\"UP\"}",
                        "{\"status\":\"UP\",\"groups\":[\"liveness\",\"readiness\"]}");
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        var request =
                authorised(
                        HttpRequest.newBuilder(uri("/actuator/prometheus")), "operations", "guess");

        assertThat(send(request.build()).statusCode()).isEqualTo(401);
    }

    @Test
    void letsAnAuditorChangeNothing() throws Exception {
        assertThat(send(post("auditor", "/api/failed-messages/1/discard").build()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void hearsNoCallbackWithoutASignature() throws Exception {
        String address = "/callbacks/kazeuromobile/0192f0c1-7d1e-7c3a-9b0e-1c2d3e4f5a6b/topup/1";

        assertThat(send(callback(address)).statusCode()).isEqualTo(401);
        assertThat(send(callback(address.replace("kazeuro", ""))).statusCode()).isEqualTo(404);
        assertThat(send(callback(address + "/more")).statusCode()).isEqualTo(404);
        assertThat(send(callback("/callbacks")).statusCode()).isEqualTo(404);
    }

    private HttpRequest callback(String address) {
        return request("nobody", address).PUT(HttpRequest.BodyPublishers.ofString("{}")).build();
    }

    @Test
    void changesNothingForAnotherSitesPage() throws Exception {
        var forged =
                post("support", "/api/failed-messages/1/discard")
                        .header("Sec-Fetch-Site", "cross-site");

        assertThat(send(forged.build()).statusCode()).isEqualTo(403);
        assertThat(send(post("support", "/api/failed-messages/1/discard").build()).statusCode())
                .isNotEqualTo(403);
    }

    @Test
    void measuresWhatTheHubStandsOn() throws Exception {
        String metrics = send(request("operations", "/actuator/prometheus").build()).body();

        assertThat(metrics)
                .contains("hikaricp_connections_active{")
                .contains("jvm_memory_used_bytes{")
                .contains("nusqau_broker_queue_depth{")
                .contains("nusqau_groupcommit_latency_seconds_bucket{");
    }

    private HttpRequest.Builder post(String user, String path) {
        return request(user, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
    }

    private HttpRequest.Builder request(String user, String path) {
        var request = HttpRequest.newBuilder(uri(path));
        return user.equals("nobody") ? request : authorised(request, user, hub.password(user));
    }

    private static HttpRequest.Builder authorised(
            HttpRequest.Builder request, String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private URI uri(String path) {
        return URI.create(hub.url() + path);
    }

    private static HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
