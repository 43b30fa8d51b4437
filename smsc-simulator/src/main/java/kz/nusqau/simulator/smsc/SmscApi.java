package kz.nusqau.simulator.smsc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kz.nusqau.simulator.http.BadRequest;
import kz.nusqau.simulator.http.JsonHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An SMSC's switches over HTTP, for scripts: {@code GET} tells how it is; {@code POST} to {@code
 * …/faults}, {@code …/links} and {@code …/receipts} makes trouble, {@code DELETE …/faults} and
 * {@code …/receipts} end it.
 */
public final class SmscApi extends JsonHandler {

    private static final int MAX_COUNT = 10_000;
    private static final int MAX_COPIES = 10;
    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

    private final Smsc smsc;

    public SmscApi(Smsc smsc) {
        this.smsc = smsc;
    }

    @Override
    protected void answer(Request request, Response response, Callback callback) {
        try {
            act(request.getMethod(), Request.getPathInContext(request), request);
        } catch (IllegalStateException impossible) {
            // Too many faults wait, or the port is open already.
            throw new BadRequest(409, String.valueOf(impossible.getMessage()));
        }
        write(response, callback, 200, Map.of("sessions", smsc.bound(), "counters", smsc.stats()));
    }

    private void act(String method, String path, Request request) {
        var what = path.substring(path.lastIndexOf('/') + 1);
        switch (method) {
            case "GET" -> {}
            case "POST" -> {
                switch (what) {
                    case "faults" -> set(body(request));
                    case "links" -> change(body(request));
                    case "receipts" -> receipts(body(request));
                    default -> throw new BadRequest(404, "POST to faults, links or receipts");
                }
            }
            case "DELETE" -> {
                switch (what) {
                    case "faults" -> smsc.clearFaults();
                    case "receipts" -> receipts(JsonNodeFactory.instance.objectNode());
                    default -> throw new BadRequest(404, "DELETE faults or receipts");
                }
            }
            default -> throw new BadRequest(405, "GET, POST or DELETE");
        }
    }

    private void set(JsonNode body) {
        var fault = fault(body);
        var at = point(body);
        if (body.has("phone")) {
            smsc.toPhone(body.get("phone").asText(), fault);
        } else if (body.has("for")) {
            smsc.during(duration(body, "for"), at, fault);
        } else if (body.has("probability")) {
            smsc.sometimes(probability(body), body.path("seed").asLong(0), at, fault);
        } else {
            int count = body.has("count") ? number(body, "count", 1, MAX_COUNT) : 1;
            List<SmscFault> times = Collections.nCopies(count, fault);
            smsc.enqueue(at, times.toArray(SmscFault[]::new));
        }
    }

    private static SmscFault fault(JsonNode body) {
        return switch (body.path("fault").asText()) {
            case "throttle" -> SmscFault.throttled();
            case "queueFull" -> SmscFault.queueFull();
            case "answer" -> SmscFault.answer(body.path("status").asInt(0x45));
            case "noResponse" -> SmscFault.noResponse();
            case "delay" -> SmscFault.delay(duration(body, "delay"));
            case "dropLink" -> SmscFault.dropLink();
            case "dropMidPdu" -> SmscFault.dropMidPdu();
            case "garble" -> SmscFault.garble();
            case "stall" -> SmscFault.stall(duration(body, "delay"));
            default ->
                    throw new BadRequest(
                            400,
                            "fault is one of throttle, queueFull, answer, noResponse, delay,"
                                    + " dropLink, dropMidPdu, garble, stall");
        };
    }

    private static FaultPoint point(JsonNode body) {
        var name = body.path("at").asText("submit").toUpperCase(Locale.ROOT);
        return Arrays.stream(FaultPoint.values())
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new BadRequest(400, "at is submit, bind, enquire_link or deliver"));
    }

    private void change(JsonNode body) {
        switch (body.path("act").asText()) {
            case "drop" -> smsc.dropLinks();
            case "unbind" -> smsc.unbindAll();
            case "stall" -> smsc.stall(duration(body, "for"));
            case "down" -> smsc.goDown();
            case "up" -> smsc.comeBack();
            default -> throw new BadRequest(400, "act is drop, unbind, stall, down or up");
        }
    }

    /** What isn't said is as it was at the start. */
    private void receipts(JsonNode body) {
        var vendor = smsc.vendor();
        var receipts = vendor.receipts();
        if (body.has("delay")) {
            receipts = receipts.delayed(duration(body, "delay"));
        }
        if (body.path("before").asBoolean()) {
            receipts = receipts.beforeTheResponse();
        }
        if (body.has("copies")) {
            receipts = receipts.times(number(body, "copies", 0, MAX_COPIES));
        }
        if (body.has("reversed")) {
            receipts = receipts.outOfOrder(number(body, "reversed", 1, MAX_COUNT));
        }
        if (body.has("ids")) {
            vendor = vendor.with(word(body, "ids", MessageIds.values()));
        }
        var state =
                body.has("state")
                        ? word(body, "state", MessageState.values())
                        : MessageState.DELIVERED;
        smsc.become(vendor.with(receipts));
        smsc.deliveryState(submitted -> state);
    }

    /** A constant in lower camel case. */
    private static <E extends Enum<E>> E word(JsonNode body, String field, E[] known) {
        var word = body.path(field).asText();
        return Arrays.stream(known)
                .filter(each -> camelCase(each).equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadRequest(
                                        400,
                                        field
                                                + " is one of "
                                                + Arrays.stream(known)
                                                        .map(SmscApi::camelCase)
                                                        .collect(Collectors.joining(", "))));
    }

    private static String camelCase(Enum<?> constant) {
        return UNDERSCORE
                .matcher(constant.name().toLowerCase(Locale.ROOT))
                .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static int number(JsonNode body, String field, int least, int most) {
        int number = body.path(field).asInt(-1);
        if (number < least || number > most) {
            throw new BadRequest(400, "%s is from %d to %d".formatted(field, least, most));
        }
        return number;
    }

    private static double probability(JsonNode body) {
        double probability = body.path("probability").asDouble(-1);
        if (!(probability >= 0 && probability <= 1)) {
            throw new BadRequest(400, "probability is from 0 to 1");
        }
        return probability;
    }

    private static Duration duration(JsonNode body, String field) {
        try {
            var duration = Duration.parse(body.path(field).asText());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below, as for a negative one.
        }
        throw new BadRequest(400, field + " is a duration like PT2.5S");
    }
}
