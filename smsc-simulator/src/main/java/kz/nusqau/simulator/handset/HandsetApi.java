package kz.nusqau.simulator.handset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.simulator.smsc.Smsc;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** The handsets over HTTP: read, write and follow conversations under {@code /handsets/api}. */
public final class HandsetApi extends Handler.Abstract {

    private static final Pattern PATH =
            Pattern.compile("/handsets/api/\\+?(\\d{8,15})/(messages|events|ussd)");
    private static final Pattern DIALLED = Pattern.compile("\\*[0-9*]{1,150}#");
    private static final Pattern RECIPIENT = Pattern.compile("\\+?[0-9A-Za-z]{1,15}");

    /** Nobody types more; 255 parts would still carry it. */
    private static final int MAX_TEXT = 2_000;

    /** What fits on a screen fits into an answer. */
    private static final int MAX_TYPED = 80;

    private static final int MAX_BODY_OCTETS = 16 * 1024;
    private static final long MAX_SKIPPED_OCTETS = 1024 * 1024;
    private static final int MAX_STREAMS = 200;
    private static final int RECENT = 12;
    private static final int PING_SECONDS = 15;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final Smsc smsc;
    private final Handsets handsets;
    private final UssdPhones ussd;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService pinger =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("handset-pings").factory());

    public HandsetApi(Smsc smsc, Handsets handsets) {
        this.smsc = smsc;
        this.handsets = handsets;
        this.ussd = new UssdPhones(smsc);
        var unused =
                pinger.scheduleAtFixedRate(
                        () -> streams.forEach(EventStream::ping),
                        PING_SECONDS,
                        PING_SECONDS,
                        TimeUnit.SECONDS);
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
            answer(request, response, callback);
        } catch (BadRequest refused) {
            // Its body may be unread, so the connection can't serve another request.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            write(response, callback, refused.status, Map.of("error", refused.getMessage()));
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        var path = Request.getPathInContext(request);
        var method = request.getMethod();
        if (path.equals("/handsets/api/status")) {
            demand(method, "GET");
            write(response, callback, 200, status());
            return;
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            throw new BadRequest(404, "nothing at " + path);
        }
        var phone = matcher.group(1);
        if (matcher.group(2).equals("events")) {
            demand(method, "GET");
            follow(phone, request, response, callback);
        } else if (matcher.group(2).equals("ussd")) {
            write(response, callback, 200, ussd(phone, method, request));
        } else if (method.equals("POST")) {
            var body = body(request);
            var sent = handsets.send(phone, recipient(body), text(body));
            write(response, callback, 202, sent);
        } else {
            demand(method, "GET");
            long after = number(Request.extractQueryParameters(request), "after");
            write(response, callback, 200, handsets.messages(phone, after));
        }
    }

    /** Dials, types or breaks off; GET only looks. */
    private UssdPhones.View ussd(String phone, String method, Request request) {
        if (!method.equals("POST")) {
            demand(method, "GET");
            return ussd.view(phone);
        }
        var body = body(request);
        if (body.has("dial")) {
            var code = body.path("dial").asText();
            if (!DIALLED.matcher(code).matches()) {
                throw new BadRequest(400, "dial: a code as *9909# or *9909*1#");
            }
            return ussd.dial(phone, code);
        }
        if (body.has("type")) {
            var typed = body.path("type").asText();
            if (typed.length() > MAX_TYPED) {
                throw new BadRequest(400, "type: up to " + MAX_TYPED + " characters");
            }
            return ussd.type(phone, typed);
        }
        if (body.path("abort").asBoolean()) {
            return ussd.abort(phone);
        }
        throw new BadRequest(400, "dial, type or abort");
    }

    private static void demand(String method, String expected) {
        if (!method.equals(expected)) {
            throw new BadRequest(405, expected + " only");
        }
    }

    private Map<String, Object> status() {
        return Map.of("sessions", smsc.bound(), "recent", handsets.recent(RECENT));
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
                // With octets left unread the connection would be reset before the answer is seen.
                in.skip(MAX_SKIPPED_OCTETS);
                throw new BadRequest(413, "at most " + MAX_BODY_OCTETS + " octets");
            }
            return JSON.readTree(octets);
        } catch (JsonProcessingException e) {
            throw new BadRequest(400, "the body is not JSON");
        } catch (java.io.IOException e) {
            throw new BadRequest(400, "the body ended early");
        }
    }

    private static String recipient(JsonNode body) {
        var to = body.path("to").asText();
        if (!RECIPIENT.matcher(to).matches()) {
            throw new BadRequest(400, "to: a short code or a number, up to 15 characters");
        }
        return to;
    }

    private static String text(JsonNode body) {
        var text = body.path("text").asText();
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw new BadRequest(400, "text: 1 to " + MAX_TEXT + " characters");
        }
        return text;
    }

    private static long number(Fields query, String name) {
        var value = query.getValue(name);
        return value == null ? 0 : number(value, name);
    }

    private static long number(String value, String name) {
        if (!value.matches("\\d{1,18}")) {
            throw new BadRequest(400, name + ": a number");
        }
        return Long.parseLong(value);
    }

    private void follow(String phone, Request request, Response response, Callback callback) {
        if (streams.size() >= MAX_STREAMS) {
            throw new BadRequest(503, "more than " + MAX_STREAMS + " pages look on");
        }
        // A browser that reconnects names the last event it saw.
        var last = request.getHeaders().get("Last-Event-ID");
        long after =
                last != null
                        ? number(last, "Last-Event-ID")
                        : number(Request.extractQueryParameters(request), "after");
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        var subscription = new Subscription();
        var stream = new EventStream(response, callback, subscription::end);
        subscription.begin(stream, phone, after);
    }

    /** Ties a stream to its conversation, so that the end of one ends the other. */
    private final class Subscription {
        private Runnable unfollow = () -> {};
        private boolean over;

        private void begin(EventStream stream, String phone, long after) {
            streams.add(stream);
            stream.ping();
            var end =
                    handsets.follow(
                            phone,
                            after,
                            message -> stream.event(message.version(), json(message)));
            synchronized (this) {
                unfollow =
                        () -> {
                            end.run();
                            streams.remove(stream);
                        };
                if (over) {
                    unfollow.run();
                }
            }
        }

        private synchronized void end() {
            over = true;
            unfollow.run();
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable: " + value.getClass(), e);
        }
    }

    private static void write(Response response, Callback callback, int status, Object value) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(
                true, ByteBuffer.wrap(json(value).getBytes(StandardCharsets.UTF_8)), callback);
    }

    @Override
    protected void doStop() throws Exception {
        pinger.shutdownNow();
        streams.forEach(EventStream::end);
        super.doStop();
    }
}
