package kz.nusqau.simulator.smsc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An SMSC's switches over HTTP, for scripts: {@code GET} tells how it is; {@code POST …/faults} and
 * {@code POST …/links} make trouble, {@code DELETE …/faults} ends that of faults.
 */
public final class SmscApi extends Handler.Abstract {

    private static final int MAX_BODY_OCTETS = 16 * 1024;
    private static final int MAX_COUNT = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Smsc smsc;

    public SmscApi(Smsc smsc) {
        this.smsc = smsc;
    }

    /** What can't be done, said to the caller. */
    private static final class BadRequest extends RuntimeException {
        private final int status;

        BadRequest(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            try {
                act(request.getMethod(), Request.getPathInContext(request), request);
            } catch (IllegalStateException impossible) {
                // Too many faults wait, or the port is open already.
                throw new BadRequest(409, String.valueOf(impossible.getMessage()));
            }
            write(
                    response,
                    callback,
                    200,
                    Map.of("sessions", smsc.bound(), "counters", smsc.stats()));
        } catch (BadRequest refused) {
            // Its body may be unread, so the connection can't serve another request.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            write(response, callback, refused.status, Map.of("error", refused.getMessage()));
        }
        return true;
    }

    private void act(String method, String path, Request request) {
        boolean faults = path.endsWith("/faults");
        boolean links = path.endsWith("/links");
        switch (method) {
            case "GET" -> {}
            case "POST" -> {
                if (faults) {
                    set(body(request));
                } else if (links) {
                    change(body(request));
                } else {
                    throw new BadRequest(404, "POST to faults or links");
                }
            }
            case "DELETE" -> {
                if (!faults) {
                    throw new BadRequest(404, "DELETE faults");
                }
                smsc.clearFaults();
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
            List<SmscFault> times = Collections.nCopies(count(body), fault);
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

    private static int count(JsonNode body) {
        int count = body.path("count").asInt(1);
        if (count < 1 || count > MAX_COUNT) {
            throw new BadRequest(400, "count is from 1 to " + MAX_COUNT);
        }
        return count;
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

    private static JsonNode body(Request request) {
        // A foreign page can't send this type without asking first, and it is never allowed.
        var type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/json")) {
            throw new BadRequest(415, "Content-Type must be application/json");
        }
        try (var in = Content.Source.asInputStream(request)) {
            var octets = in.readNBytes(MAX_BODY_OCTETS + 1);
            if (octets.length > MAX_BODY_OCTETS) {
                throw new BadRequest(413, "at most " + MAX_BODY_OCTETS + " octets");
            }
            return JSON.readTree(octets);
        } catch (JsonProcessingException e) {
            throw new BadRequest(400, "the body is not JSON");
        } catch (IOException e) {
            throw new BadRequest(400, "the body ended early");
        }
    }

    private static void write(Response response, Callback callback, int status, Object value) {
        byte[] octets;
        try {
            octets = JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable: " + value.getClass(), e);
        }
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(octets), callback);
    }
}
