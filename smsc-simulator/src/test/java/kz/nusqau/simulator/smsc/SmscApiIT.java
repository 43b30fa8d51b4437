package kz.nusqau.simulator.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import kz.nusqau.simulator.http.WebServer;
import org.jsmpp.bean.BindType;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmscApiIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PHONE = "77011234567";

    private final HttpClient client = HttpClient.newHttpClient();
    private Smsc smsc;
    private WebServer web;

    @BeforeEach
    void start() {
        smsc = Smsc.builder().account("hub", "secret").start();
        web = WebServer.start("127.0.0.1", 0);
        web.mount("/smsc/api", new SmscApi(smsc));
    }

    @AfterEach
    void stop() {
        web.close();
        smsc.close();
    }

    @Test
    void setsFaultsAndClearsThem() throws Exception {
        try (var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            assertThat(post("faults", "{\"fault\":\"answer\",\"status\":69,\"count\":2}"))
                    .isEqualTo(200);

            assertThatThrownBy(() -> esme.submit("9909", PHONE, "one"))
                    .isInstanceOf(NegativeResponseException.class);
            assertThat(send(request("faults").DELETE()).statusCode()).isEqualTo(200);
            esme.submit("9909", PHONE, "two");

            assertThat(smsc.takeSubmit(SOON).text()).isEqualTo("two");
        }
    }

    @Test
    void dropsLinksAndTellsWhoIsBound() throws Exception {
        try (var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            assertThat(get().path("sessions")).hasSize(1);

            assertThat(post("links", "{\"act\":\"drop\"}")).isEqualTo(200);

            assertThat(get().path("sessions")).isEmpty();
            assertThat(esme.session()).isNotNull();
        }
    }

    @Test
    void changesIdsAndReceipts() throws Exception {
        try (var esme = Esme.bind(smsc.port(), "hub", "secret", BindType.BIND_TRX)) {
            assertThat(
                            post(
                                    "receipts",
                                    "{\"ids\":\"hexThenDecimal\",\"state\":\"undeliverable\","
                                            + "\"copies\":2}"))
                    .isEqualTo(200);
            var id = esme.submit("9909", PHONE, new byte[] {'1'}, 0, 0, 1);

            for (int copy = 0; copy < 2; copy++) {
                var receipt = esme.takeDelivery().getShortMessageAsDeliveryReceipt();
                assertThat(receipt.getFinalStatus()).isEqualTo(DeliveryReceiptState.UNDELIV);
                assertThat(receipt.getId())
                        .isEqualTo(String.valueOf(Long.parseLong(id, 16)))
                        .isNotEqualTo(id);
            }
            assertThat(send(request("receipts").DELETE()).statusCode()).isEqualTo(200);
            assertThat(esme.submit("9909", PHONE, "two")).containsOnlyDigits();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "faults | {\"fault\":\"colour\"}",
                "faults | {\"fault\":\"delay\"}",
                "faults | {\"fault\":\"throttle\",\"at\":\"night\"}",
                "faults | {\"fault\":\"throttle\",\"count\":0}",
                "links | {\"act\":\"dance\"}",
                "links | nonsense",
                "receipts | {\"ids\":\"roman\"}",
                "receipts | {\"copies\":11}",
                "receipts | {\"state\":\"happy\"}",
                "receipts | {\"delay\":\"soon\"}",
            })
    void saysWhatItDoesNotUnderstand(String what, String body) throws Exception {
        assertThat(post(what, body)).isEqualTo(400);
    }

    private int post(String what, String body) throws Exception {
        return send(request(what)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    private JsonNode get() throws Exception {
        return new ObjectMapper().readTree(send(request("").GET()).body());
    }

    private HttpRequest.Builder request(String what) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + web.port() + "/smsc/api/" + what));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
