package kz.nusqau.simulator.counterparty;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import kz.nusqau.simulator.http.WebServer;

/** Speaks HTTP to a sandbox as a client would. */
public final class HttpTestClient {

    /** An answer, with its body as JSON when it is JSON. */
    public record Reply(int status, HttpResponse<String> raw) {

        public JsonNode json() {
            try {
                return Json.MAPPER.readTree(raw.body());
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + raw.body(), e);
            }
        }

        public String text(String field) {
            return json().path(field).asText();
        }

        public String errorCode() {
            return text("errorCode");
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(30))
                    .build();
    private final String base;

    public HttpTestClient(WebServer web) {
        base = "http://127.0.0.1:" + web.port();
    }

    public Reply send(String method, String path, Map<String, String> headers, String body) {
        try {
            var response =
                    http.send(
                            request(method, path, headers, body),
                            HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new NoAnswer(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Reply get(String path, Map<String, String> headers) {
        return send("GET", path, headers, "");
    }

    private HttpRequest request(
            String method, String path, Map<String, String> headers, String body) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        new HashMap<>(headers).forEach(request::header);
        return request.build();
    }

    /** The connection ended without an answer. */
    public static final class NoAnswer extends RuntimeException {
        NoAnswer(IOException cause) {
            super(cause);
        }
    }
}
