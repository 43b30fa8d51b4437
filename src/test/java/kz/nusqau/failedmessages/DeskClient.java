package kz.nusqau.failedmessages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import kz.nusqau.HubUnderTest;

/** The desk as support staff reach it: over HTTP, with a name and a password. */
final class DeskClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String authorization;

    DeskClient(HubUnderTest hub, String user) {
        url = hub.url() + "/api/failed-messages";
        String credentials = user + ":" + hub.password(user);
        authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    record Reply(int status, String type, JsonNode json) {}

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply act(String id, String act, String body) {
        return send(
                request("/" + id + "/" + act)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply act(String id, String act) {
        return act(id, act, "{\"reason\":\"a test looks at it\"}");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", authorization);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json =
                    response.body().isEmpty()
                            ? JSON.nullNode()
                            : type.contains("json")
                                    ? JSON.readTree(response.body())
                                    : JSON.getNodeFactory().textNode(response.body());
            return new Reply(response.statusCode(), type, json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
