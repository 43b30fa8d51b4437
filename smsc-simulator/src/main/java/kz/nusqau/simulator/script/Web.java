package kz.nusqau.simulator.script;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The simulator's HTTP interface. */
final class Web implements AutoCloseable {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;

    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Web(String base) {
        this.base = base.endsWith("/") ? base : base + "/";
    }

    Map<?, ?> get(String path) {
        return object(send(request(path).GET()));
    }

    List<?> list(String path) {
        return send(request(path).GET()) instanceof List<?> list ? list : List.of();
    }

    Map<?, ?> delete(String path) {
        return object(send(request(path).DELETE()));
    }

    Map<?, ?> post(String path, Map<String, ?> fields) {
        return object(
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(Json.of(fields)))));
    }

    private static Map<?, ?> object(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWERS_WITHIN);
        } catch (IllegalArgumentException e) {
            throw new Failure(Script.NOT_UNDERSTOOD, base + path + ": " + e.getMessage());
        }
    }

    private Object send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_REFUSAL) {
                throw refused(answer.statusCode(), answer.body());
            }
            return Json.parse(answer.body());
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(Script.NO_SIMULATOR, "no simulator at " + base + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Script.NO_SIMULATOR, "interrupted");
        }
    }

    private Failure refused(int status, String body) {
        if (status >= FIRST_FAILURE) {
            return new Failure(Script.NO_SIMULATOR, base + " answers " + status);
        }
        Object error;
        try {
            error = object(Json.parse(body)).get("error");
        } catch (IllegalArgumentException e) {
            error = null;
        }
        return new Failure(
                Script.NOT_UNDERSTOOD, error == null ? base + " answers " + status : "" + error);
    }

    @Override
    public void close() {
        client.close();
    }
}
