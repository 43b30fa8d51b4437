package kz.nusqau.simulator.counterparty;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The fault switches over HTTP: GET lists, POST sets one, DELETE clears all.
 *
 * <p>POST takes {@code {"fault":"slow","delay":"PT2S","operation":"charge"}} and one of {@code
 * "count":3}, {@code "for":"PT30S"}, {@code "probability":0.1,"seed":42} or nothing (until
 * cleared). {@code "faults":[{"fault":…},…]} instead of one fault gives the dice a choice.
 */
final class FaultControl {

    private final Faults faults;

    FaultControl(Faults faults) {
        this.faults = faults;
    }

    Answer answer(Call call) {
        switch (call.method()) {
            case "GET" -> {}
            case "POST" -> set(Json.read(call.body()));
            case "DELETE" -> faults.clear();
            default -> {
                return Answer.text(405, "GET, POST or DELETE");
            }
        }
        return Answer.json(200, this::write);
    }

    private void set(JsonNode body) {
        var operation = body.path("operation").asText(Faults.ALL);
        if (!operation.equals(Faults.ALL) && !faults.operations().contains(operation)) {
            throw MalformedRequest.format(
                    "operation",
                    "no operation "
                            + operation
                            + "; there are "
                            + new TreeSet<>(faults.operations()));
        }
        var choices = choices(body);
        if (body.has("probability")) {
            faults.setRandom(operation, probability(body), body.path("seed").asLong(0), choices);
        } else if (body.has("count")) {
            faults.enqueue(operation, choices.getFirst(), count(body));
        } else if (body.has("for")) {
            faults.set(operation, choices.getFirst(), duration(body, "for"));
        } else {
            faults.set(operation, choices.getFirst());
        }
    }

    private static List<CounterpartyFault> choices(JsonNode body) {
        var choices = new ArrayList<CounterpartyFault>();
        if (body.has("faults")) {
            body.get("faults").forEach(each -> choices.add(fault(each)));
        } else {
            choices.add(fault(body));
        }
        if (choices.isEmpty()) {
            throw MalformedRequest.missing("faults");
        }
        return choices;
    }

    private static CounterpartyFault fault(JsonNode node) {
        var name = node.path("fault").asText("");
        return switch (name) {
            case "refuse" ->
                    new CounterpartyFault.Refuse(node.path("errorCode").asText("requestDeclined"));
            case "slow" -> new CounterpartyFault.Slow(duration(node, "delay"));
            case "heldBack" -> new CounterpartyFault.HeldBack(duration(node, "delay"));
            case "down" -> new CounterpartyFault.Down();
            case "answerLost" -> new CounterpartyFault.AnswerLost();
            case "lateAnswer" -> new CounterpartyFault.LateAnswer(duration(node, "delay"));
            case "duplicateAnswer" -> new CounterpartyFault.DuplicateAnswer();
            case "nonsense" ->
                    new CounterpartyFault.Nonsense(node.path("body").asText("<html>oops"));
            case "serverError" -> new CounterpartyFault.ServerError(status(node));
            case "badSignature" -> new CounterpartyFault.BadSignature();
            case "callbackLost" -> new CounterpartyFault.Callback(CallbackFate.LOST);
            case "callbackTwice" -> new CounterpartyFault.Callback(CallbackFate.TWICE);
            case "callbackFirst" -> new CounterpartyFault.Callback(CallbackFate.FIRST);
            case "callbackForged" -> new CounterpartyFault.Callback(CallbackFate.FORGED);
            case "callbackContradicted" ->
                    new CounterpartyFault.Callback(CallbackFate.CONTRADICTED);
            case "forgotten" -> new CounterpartyFault.Forgotten();
            default ->
                    throw MalformedRequest.format(
                            "fault",
                            "fault is one of refuse, slow, heldBack, down, answerLost, lateAnswer,"
                                    + " duplicateAnswer, nonsense, serverError, badSignature,"
                                    + " callbackLost, callbackTwice, callbackFirst,"
                                    + " callbackForged, callbackContradicted, forgotten");
        };
    }

    private static String nameOf(CounterpartyFault fault) {
        if (fault instanceof CounterpartyFault.Callback callback) {
            var fate = callback.fate().name();
            return "callback" + fate.charAt(0) + fate.substring(1).toLowerCase(Locale.ROOT);
        }
        var name = fault.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Duration duration(JsonNode node, String field) {
        if (!node.has(field)) {
            throw MalformedRequest.missing(field);
        }
        try {
            var duration = Duration.parse(node.get(field).asText());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below, as for a negative one.
        }
        throw MalformedRequest.format(field, field + " is a duration like PT2.5S");
    }

    private static int status(JsonNode node) {
        var status = node.path("status").asInt(503);
        if (status < 400 || status > 599) {
            throw MalformedRequest.format("status", "status is from 400 to 599");
        }
        return status;
    }

    private static int count(JsonNode body) {
        var count = body.path("count").asInt(0);
        if (count < 1) {
            throw MalformedRequest.format("count", "count is at least 1");
        }
        return count;
    }

    private static double probability(JsonNode body) {
        var probability = body.path("probability").asDouble(-1);
        if (!(probability >= 0 && probability <= 1)) {
            throw MalformedRequest.format("probability", "probability is from 0 to 1");
        }
        return probability;
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeNumberField("applied", faults.applied());
        json.writeArrayFieldStart("operations");
        for (var operation : new TreeSet<>(faults.operations())) {
            json.writeString(operation);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("active");
        for (var each : faults.active()) {
            write(json, each);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Faults.Switch each) throws IOException {
        json.writeStartObject();
        json.writeStringField("operation", each.operation());
        if (each.about() != null) {
            json.writeStringField("about", each.about());
        }
        json.writeArrayFieldStart("faults");
        for (var fault : each.choices()) {
            json.writeString(nameOf(fault));
        }
        json.writeEndArray();
        if (each.left() != null) {
            json.writeNumberField("count", each.left());
        }
        if (each.until() != null) {
            json.writeStringField("until", each.until().toString());
        }
        if (each.probability() != null) {
            json.writeNumberField("probability", each.probability());
        }
        if (each.seed() != null) {
            json.writeNumberField("seed", each.seed());
        }
        json.writeEndObject();
    }
}
