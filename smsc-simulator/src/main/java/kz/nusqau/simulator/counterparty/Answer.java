package kz.nusqau.simulator.counterparty;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A whole answer, ready to be written in one go. */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    private static final String JSON = "application/json";

    public static Answer json(int status, Json.Fields fields) {
        return new Answer(status, JSON, Json.object(fields), Map.of());
    }

    /** Claims to be JSON, whatever the text is. */
    public static Answer raw(int status, String text) {
        return new Answer(status, JSON, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Answer text(int status, String text) {
        return new Answer(
                status,
                "text/plain; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    public static Answer html(byte[] page) {
        return new Answer(200, "text/html; charset=utf-8", page, Map.of());
    }

    public Answer with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, contentType, body, Map.copyOf(all));
    }
}
