package kz.nusqau.simulator.counterparty;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The planted differences over HTTP: GET lists, DELETE clears all, POST plants {@code
 * {"date":"2026-11-21","difference":"amount","count":2}}.
 */
final class DifferenceControl {

    private final Differences differences;

    DifferenceControl(Differences differences) {
        this.differences = differences;
    }

    Answer answer(Call call) {
        switch (call.method()) {
            case "GET" -> {}
            case "POST" -> plant(Json.read(call.body()));
            case "DELETE" -> differences.clear();
            default -> {
                return Answer.text(405, "GET, POST or DELETE");
            }
        }
        return Answer.json(200, this::write);
    }

    private void plant(JsonNode body) {
        var count = body.path("count").asInt(1);
        if (count < 1) {
            throw MalformedRequest.format("count", "count is at least 1");
        }
        differences.plant(DayFile.day(BodyFields.text(body, "date")), kind(body), count);
    }

    private static Differences.Kind kind(JsonNode body) {
        var word = BodyFields.text(body, "difference");
        return Arrays.stream(Differences.Kind.values())
                .filter(each -> word(each).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                MalformedRequest.format(
                                        "difference",
                                        "difference is one of missing, extra, amount, state,"
                                                + " date"));
    }

    private static String word(Differences.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("planted");
        for (var each : differences.planted()) {
            json.writeStartObject();
            json.writeStringField("date", each.day().toString());
            json.writeStringField("difference", word(each.kind()));
            json.writeNumberField("count", each.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
