package kz.nusqau.simulator.counterparty;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * One request, read to its end.
 *
 * @param path after the prefix of the sandbox, {@code /v1/charges}
 * @param target path and query exactly as on the request line
 * @param resumed whether it was announced as pending before and is carried out now
 */
public record Call(
        String method,
        String path,
        String target,
        HttpFields headers,
        Fields query,
        byte[] body,
        boolean resumed) {

    private static final int MAX_KEY_LENGTH = 100;

    static Call of(String prefix, Request request, byte[] body) {
        var path = Request.getPathInContext(request).substring(prefix.length());
        var query =
                request.getHttpURI().getQuery() == null
                        ? Fields.EMPTY
                        : Request.extractQueryParameters(request);
        return new Call(
                request.getMethod(),
                path,
                request.getHttpURI().getPathQuery(),
                request.getHeaders(),
                query,
                body,
                false);
    }

    Call resume() {
        return new Call(method, path, target, headers, query, body, true);
    }

    /** All that says what it is about: its line, its key and its body. */
    String text() {
        return String.join(
                "\n",
                target,
                header("X-CorrelationID").orElse(""),
                new String(body, StandardCharsets.UTF_8));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.getValue(name));
    }

    /** How many rows a reader of the books asks for. */
    public int limit() {
        var text = parameter("limit").orElse("50");
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw MalformedRequest.format("limit", "limit is from 1 to 9999");
        }
        return Integer.parseInt(text);
    }

    /** The caller's key of a request with an effect. */
    public String correlationId() {
        var key =
                header("X-CorrelationID")
                        .orElseThrow(() -> MalformedRequest.missing("X-CorrelationID"));
        if (key.isBlank() || key.length() > MAX_KEY_LENGTH) {
            throw MalformedRequest.format(
                    "X-CorrelationID", "X-CorrelationID has 1 to 100 characters");
        }
        return key;
    }
}
