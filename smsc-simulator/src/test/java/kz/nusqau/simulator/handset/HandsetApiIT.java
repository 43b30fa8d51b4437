package kz.nusqau.simulator.handset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.smsc.FaultPoint;
import kz.nusqau.simulator.smsc.Redelivery;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.SmscFault;
import kz.nusqau.simulator.smsc.TestHub;
import kz.nusqau.simulator.smsc.UssdStyle;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandsetApiIT {

    private static final String PHONE = "77011234567";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private Smsc smsc;
    private WebServer web;

    @BeforeEach
    void start() {
        smsc =
                Smsc.builder()
                        .account("hub", "secret")
                        .ussd("hub-ussd", "secret", UssdStyle.STANDARD)
                        .redelivery(Redelivery.every(Duration.ofMillis(300)))
                        .start();
        web = WebServer.start("127.0.0.1", 0);
        web.mount("/handsets/api", new HandsetApi(new Handsets(smsc)));
    }

    @AfterEach
    void stop() {
        web.close();
        smsc.close();
    }

    @Test
    void sendsTextAndShowsReply() throws Exception {
        try (var hub = TestHub.bind(smsc.port(), text -> "Баланс: 98 499,50 тг. ".repeat(5))) {
            var sent = post(PHONE, "{\"to\":\"9909\",\"text\":\"баланс\"}");
            assertThat(sent.statusCode()).isEqualTo(202);

            Awaitility.await().until(() -> states(PHONE).equals(List.of("accepted", "received")));

            var messages = messages(PHONE, 0);
            assertThat(messages.get(0).get("direction").asText()).isEqualTo("sent");
            assertThat(messages.get(1).get("direction").asText()).isEqualTo("received");
            assertThat(messages.get(1).get("parts").asInt()).isEqualTo(2);
            assertThat(messages.get(1).get("alphabet").asText()).isEqualTo("UCS2");
            assertThat(messages.get(1).get("peer").asText()).isEqualTo("9909");
            assertThat(hub.texts()).containsExactly("баланс");
            long newest =
                    Math.max(
                            messages.get(0).get("version").asLong(),
                            messages.get(1).get("version").asLong());
            assertThat(messages(PHONE, newest)).isEmpty();
            assertThat(messages("77019999999", 0)).isEmpty();
        }
    }

    @Test
    void followsTheStatesOfAText() throws Exception {
        var events = events(PHONE);
        post(PHONE, "{\"to\":\"9909\",\"text\":\"bal\"}");
        assertThat(states(events, 1)).containsExactly("sending");

        smsc.enqueue(FaultPoint.DELIVER, SmscFault.answer(0x64));
        try (var hub = TestHub.bind(smsc.port(), text -> "ok")) {
            // The reply to the first copy may come before the SMSC has told the phone of it.
            assertThat(states(events, 4))
                    .containsExactlyInAnyOrder("waiting", "received", "accepted", "received")
                    .containsSubsequence("waiting", "accepted");
            assertThat(hub.texts()).hasSize(2);
        }
    }

    @Test
    void showsRefusalWithItsStatus() throws Exception {
        smsc.enqueue(FaultPoint.DELIVER, SmscFault.answer(0x65));
        try (var hub = TestHub.bind(smsc.port(), text -> "ok")) {
            post(PHONE, "{\"to\":\"9909\",\"text\":\"bal\"}");

            Awaitility.await().until(() -> messages(PHONE, 0).toString().contains("\"refused\""));

            assertThat(messages(PHONE, 0).get(0).get("refusal").asInt()).isEqualTo(0x65);
            assertThat(hub.texts()).hasSize(1);
        }
    }

    @Test
    void continuesAfterTheLastEventSeen() throws Exception {
        post(PHONE, "{\"to\":\"9909\",\"text\":\"one\"}");
        post(PHONE, "{\"to\":\"9909\",\"text\":\"two\"}");

        var request =
                HttpRequest.newBuilder(uri(PHONE + "/events")).header("Last-Event-ID", "1").build();
        var lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body();

        assertThat(data(lines.iterator()).get("text").asText()).isEqualTo("two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"to\":\"9909\"}|400",
                "{\"to\":\"\",\"text\":\"x\"}|400",
                "{\"to\":\"99 09\",\"text\":\"x\"}|400",
                "{\"to\":\"12345678901234567\",\"text\":\"x\"}|400",
                "no json|400",
                "[]|400"
            })
    void refusesWhatIsNoText(String body, int status) throws Exception {
        var answer = post(PHONE, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).has("error")).isTrue();
    }

    @Test
    void refusesTooMuchAndForeignForms() throws Exception {
        var long2001 = "{\"to\":\"9909\",\"text\":\"" + "x".repeat(2_001) + "\"}";
        var huge = "{\"to\":\"9909\",\"text\":\"" + "x".repeat(20_000) + "\"}";
        var form =
                HttpRequest.newBuilder(uri(PHONE + "/messages"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();

        assertThat(post(PHONE, long2001).statusCode()).isEqualTo(400);
        assertThat(post(PHONE, huge).statusCode()).isEqualTo(413);
        assertThat(send(form).statusCode()).isEqualTo(415);
        assertThat(post("123", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void dialsAndBreaksOff() throws Exception {
        assertThat(get(PHONE + "/ussd").body()).contains("\"none\"");
        assertThat(ussd("{\"dial\":\"hello\"}").statusCode()).isEqualTo(400);
        assertThat(ussd("{}").statusCode()).isEqualTo(400);

        assertThat(ussd("{\"dial\":\"*9909#\"}").body()).contains("\"waiting\"", "\"*9909#\"");

        assertThat(ussd("{\"abort\":true}").body()).contains("\"none\"");
    }

    @Test
    void tellsWhoIsBoundAndWhoTexted() throws Exception {
        try (var hub = TestHub.bind(smsc.port(), text -> "ok")) {
            post(PHONE, "{\"to\":\"9909\",\"text\":\"bal\"}");

            var status = JSON.readTree(get("status").body());

            assertThat(status.get("sessions").get(0).get("systemId").asText()).isEqualTo("hub");
            assertThat(status.get("recent").get(0).asText()).isEqualTo(PHONE);
            assertThat(JSON.readTree(get("status?phone=" + PHONE).body()).get("sessions"))
                    .hasSize(1);
            assertThat(get("status?phone=me").statusCode()).isEqualTo(400);
            assertThat(hub).isNotNull();
        }
    }

    @Test
    void keepsTheNewestMessagesOnly() throws Exception {
        for (int i = 0; i < 110; i++) {
            post(PHONE, "{\"to\":\"9909\",\"text\":\"text " + i + "\"}");
        }

        var messages = messages(PHONE, 0);

        assertThat(messages).hasSize(100);
        assertThat(messages.get(0).get("text").asText()).isEqualTo("text 10");
    }

    private Iterator<String> events(String phone) throws Exception {
        var request = HttpRequest.newBuilder(uri(phone + "/events")).build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("text/event-stream;charset=utf-8");
        return response.body().iterator();
    }

    private static List<String> states(Iterator<String> events, int count) {
        return Stream.generate(() -> data(events).get("state").asText()).limit(count).toList();
    }

    private static JsonNode data(Iterator<String> lines) {
        while (true) {
            var line = lines.next();
            if (line.startsWith("data: ")) {
                try {
                    return JSON.readTree(line.substring("data: ".length()));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    throw new AssertionError(line, e);
                }
            }
        }
    }

    private List<String> states(String phone) throws Exception {
        return messages(phone, 0).findValuesAsText("state");
    }

    private JsonNode messages(String phone, long after) throws Exception {
        return JSON.readTree(get(phone + "/messages?after=" + after).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private HttpResponse<String> ussd(String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(PHONE + "/ussd"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private HttpResponse<String> post(String phone, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(phone + "/messages"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + web.port() + "/handsets/api/" + path);
    }
}
