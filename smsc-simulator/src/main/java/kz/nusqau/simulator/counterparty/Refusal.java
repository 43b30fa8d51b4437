package kz.nusqau.simulator.counterparty;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A no, in the manner of the GSMA error model.
 *
 * @param field the field at fault, where there is one
 */
public record Refusal(
        int status, String category, String code, String description, @Nullable String field) {

    private static final Set<String> NOT_FOUND = Set.of("notFound", "identifierError");

    public static Refusal businessRule(String code, String description) {
        return new Refusal(422, "businessRule", code, description, null);
    }

    public static Refusal unknown(String code, String field, String description) {
        return new Refusal(422, "identification", code, description, field);
    }

    public static Refusal duplicate(String description) {
        return new Refusal(409, "validation", "duplicateRequest", description, null);
    }

    public static Refusal notFound(String code, String description) {
        return new Refusal(404, "identification", code, description, null);
    }

    public static Refusal unauthorised(String code, String description) {
        return new Refusal(401, "authorisation", code, description, null);
    }

    /** By order of a fault switch. */
    public static Refusal forced(String code) {
        return businessRule(code, "refused by a fault switch");
    }

    /** Who asks for something that isn't there gets 404, by order of a fault switch as well. */
    Refusal to(Call call) {
        return call.method().equals("GET") && NOT_FOUND.contains(code)
                ? notFound(code, description)
                : this;
    }

    public Answer answer(Instant at) {
        return Answer.json(status, json -> write(json, at));
    }

    public void write(JsonGenerator json, Instant at) throws IOException {
        json.writeStringField("errorCategory", category);
        json.writeStringField("errorCode", code);
        json.writeStringField("errorDescription", description);
        json.writeStringField("errorDateTime", at.toString());
        if (field != null) {
            json.writeArrayFieldStart("errorParameters");
            json.writeStartObject();
            json.writeStringField("key", "field");
            json.writeStringField("value", field);
            json.writeEndObject();
            json.writeEndArray();
        }
    }
}
