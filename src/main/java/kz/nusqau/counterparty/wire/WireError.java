package kz.nusqau.counterparty.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The error object of the GSMA Mobile Money API, which billing uses as well.
 *
 * @param field the first field that the error names, empty for none
 */
public record WireError(String category, String code, String description, String field) {

    /** Empty when the body is no such object: then the answer says nothing. */
    public static Optional<WireError> of(Optional<JsonNode> body) {
        return body.filter(node -> node.path("errorCode").isTextual())
                .map(
                        node ->
                                new WireError(
                                        node.path("errorCategory").asText(""),
                                        node.path("errorCode").asText(),
                                        node.path("errorDescription").asText(""),
                                        field(node)));
    }

    private static String field(JsonNode node) {
        return node.path("errorParameters").path(0).path("value").asText("");
    }

    public boolean isDuplicate() {
        return code.equals("duplicateRequest");
    }

    @Override
    public String toString() {
        return category + "/" + code + (field.isEmpty() ? "" : " " + field);
    }
}
