package kz.nusqau.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads and answers JSON; what it refuses it says in {@code error}. */
public abstract class JsonHandler extends Handler.Abstract {

    private static final int MAX_BODY_OCTETS = 16 * 1024;
    private static final long MAX_SKIPPED_OCTETS = 1024 * 1024;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    /**
     * Answers, now or later.
     *
     * @throws BadRequest before anything is answered
     */
    protected abstract void answer(Request request, Response response, Callback callback);

    @Override
    public final boolean handle(Request request, Response response, Callback callback) {
        try {
            answer(request, response, callback);
        } catch (BadRequest refused) {
            // Its body may be unread, so the connection can't serve another request.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            write(
                    response,
                    callback,
                    refused.status(),
                    Map.of("error", String.valueOf(refused.getMessage())));
        }
        return true;
    }

    protected static void demand(String method, String expected) {
        if (!method.equals(expected)) {
            throw new BadRequest(405, expected + " only");
        }
    }

    protected static JsonNode body(Request request) {
        // A foreign page can't send this type without asking first, and it is never allowed.
        var type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/json")) {
            throw new BadRequest(415, "Content-Type must be application/json");
        }
        try (var in = Content.Source.asInputStream(request)) {
            var octets = in.readNBytes(MAX_BODY_OCTETS + 1);
            if (octets.length > MAX_BODY_OCTETS) {
                // With octets left unread the connection would be reset before the answer is seen.
                in.skip(MAX_SKIPPED_OCTETS);
                throw new BadRequest(413, "at most " + MAX_BODY_OCTETS + " octets");
            }
            return JSON.readTree(octets);
        } catch (JsonProcessingException e) {
            throw new BadRequest(400, "the body is not JSON");
        } catch (IOException e) {
            throw new BadRequest(400, "the body ended early");
        }
    }

    protected static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable: " + value.getClass(), e);
        }
    }

    protected static void write(Response response, Callback callback, int status, Object value) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(
                true, ByteBuffer.wrap(json(value).getBytes(StandardCharsets.UTF_8)), callback);
    }
}
