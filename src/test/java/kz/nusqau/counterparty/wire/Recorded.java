package kz.nusqau.counterparty.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request and its answer as they went over the wire.
 *
 * @param target path and query as on the request line
 */
public record Recorded(String method, String target, Message request, int status, Message answer) {

    /** Headers, by name in any case, and a body; empty where there is none. */
    public record Message(Map<String, List<String>> headers, byte[] body) {

        public Message {
            var named = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, values) -> named.put(name, List.copyOf(values)));
            headers = named;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Without parameters; empty where none is named. */
        String mediaType() {
            return header("Content-Type").replaceAll("\\s*;.*", "");
        }

        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }

    @Override
    public String toString() {
        return method + " " + target + " -> " + status;
    }
}
