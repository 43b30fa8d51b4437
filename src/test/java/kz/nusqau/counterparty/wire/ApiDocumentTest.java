package kz.nusqau.counterparty.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A judge who never objects proves nothing. */
class ApiDocumentTest {

    private static final String KEY = "0192f0c1-7d1e-7c3a-9b0e-1c2d3e4f5a6b/reserve/1";
    private static final String REQUEST =
            "{\"msisdn\":\"77011234567\",\"amount\":\"1500.00\",\"currency\":\"KZT\"}";
    private static final String ANSWER =
            """
            {"reservation":"%s","state":"reserved","msisdn":"77011234567","amount":"1500.00",
             "currency":"KZT","creationDate":"2026-11-21T05:15:30Z",
             "expiryDate":"2026-11-22T05:15:30Z"}\
            """
                    .formatted(KEY);

    private final ApiDocument billing = ApiDocument.of("billing.openapi.yaml", "/billing");
    private final Map<String, List<String>> headers =
            new HashMap<>(
                    Map.of(
                            "authorization", List.of("Bearer secret"),
                            "x-correlationid", List.of(KEY),
                            "content-type", List.of("application/json")));

    @Test
    void findsNothingWrongWithWhatIsAsDescribed() {
        Recorded recorded = reservation(REQUEST, 201, ANSWER);

        assertThat(billing.operation(recorded)).contains("reserve");
        assertThat(billing.objections(recorded)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"1500.00\"   | \"1500\"                    | amount",
                "\"1500.00\"   | 1500                        | amount",
                "\"KZT\"       | \"USD\"                     | currency",
                "\"77011234567\" | \"+77011234567\"          | msisdn",
                "\"currency\"  | \"note\":\"x\",\"currency\" | note",
                "\"currency\"  | \"money\"                   | money",
            })
    void objectsToABody(String described, String sent, String where) {
        assertObjection(reservation(REQUEST.replace(described, sent), 201, ANSWER), where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"reserved\"           | \"held\"  | state",
                "2026-11-22T05:15:30Z   | tomorrow  | expiryDate",
                "\"creationDate\"       | \"madeAt\" | madeAt",
            })
    void objectsToAnAnswer(String described, String told, String where) {
        assertObjection(reservation(REQUEST, 201, ANSWER.replace(described, told)), where);
    }

    @Test
    void objectsToWhatComesBesideTheBody() {
        assertObjection(reservation(REQUEST, 418, ANSWER), "the status is not described");
        assertObjection(exchange("GET", "/v1/reservations", "", 200, ANSWER), "no such operation");
        assertObjection(exchange("GET", "/v1/operations", "", 200, ANSWER), "query key is missing");
        assertObjection(exchange("GET", "/v1/reports/today", "", 404, "{}"), "path date");
        assertObjection(
                exchange("GET", "/v1/operations?key=x&fast=1", "", 404, "{}"),
                "query fast is not described");

        headers.put("x-trace", List.of("1"));
        assertObjection(reservation(REQUEST, 201, ANSWER), "header x-trace is not described");
        headers.remove("x-correlationid");
        assertObjection(reservation(REQUEST, 201, ANSWER), "header x-correlationid is missing");
        headers.put("authorization", List.of("Basic secret"));
        assertObjection(reservation(REQUEST, 201, ANSWER), "no Authorization");
        headers.put("content-type", List.of("text/plain"));
        assertObjection(reservation(REQUEST, 201, ANSWER), "request of type 'text/plain'");
    }

    private void assertObjection(Recorded recorded, String words) {
        assertThat(billing.objections(recorded))
                .as("%s", recorded)
                .anySatisfy(said -> assertThat(said).contains(words));
    }

    private Recorded reservation(String request, int status, String answer) {
        return exchange("POST", "/v1/reservations", request, status, answer);
    }

    private Recorded exchange(
            String method, String target, String request, int status, String answer) {
        return new Recorded(
                method,
                "/billing" + target,
                new Recorded.Message(headers, request.getBytes(StandardCharsets.UTF_8)),
                status,
                new Recorded.Message(
                        Map.of("Content-Type", List.of("application/json")),
                        answer.getBytes(StandardCharsets.UTF_8)));
    }
}
