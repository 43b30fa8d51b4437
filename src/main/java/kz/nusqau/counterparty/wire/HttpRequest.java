package kz.nusqau.counterparty.wire;

import java.util.Map;

/**
 * A request to a counterparty.
 *
 * @param path path and query, percent-encoded, from the counterparty's base path on
 * @param headers without host, length and type
 * @param body empty for none
 */
public record HttpRequest(String method, String path, Map<String, String> headers, byte[] body) {

    private static final byte[] NOTHING = {};

    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    public static HttpRequest get(String path, Map<String, String> headers) {
        return new HttpRequest("GET", path, headers, NOTHING);
    }

    public static HttpRequest post(String path, Map<String, String> headers, byte[] body) {
        return new HttpRequest("POST", path, headers, body);
    }
}
