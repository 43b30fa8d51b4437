package kz.nusqau.simulator.handset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.nusqau.simulator.http.BadRequest;
import kz.nusqau.simulator.http.JsonHandler;
import kz.nusqau.simulator.world.World;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** The handsets over HTTP: read, write and follow conversations under {@code /handsets/api}. */
public final class HandsetApi extends JsonHandler {

    private static final Pattern PATH =
            Pattern.compile("/handsets/api/\\+?(\\d{8,15})/(messages|events|ussd)");
    private static final Pattern PHONE = Pattern.compile("\\d{8,15}");
    private static final Pattern DIALLED = Pattern.compile("\\*[0-9*]{1,150}#");
    private static final Pattern RECIPIENT = Pattern.compile("\\+?[0-9A-Za-z]{1,15}");

    /** Nobody types more; 255 parts would still carry it. */
    private static final int MAX_TEXT = 2_000;

    /** What fits on a screen fits into an answer. */
    private static final int MAX_TYPED = 80;

    private static final int MAX_STREAMS = 200;
    private static final int RECENT = 12;
    private static final int PING_SECONDS = 15;

    private final Handsets handsets;
    private final UssdPhones ussd;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService pinger =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("handset-pings").factory());

    public HandsetApi(Handsets handsets) {
        this.handsets = handsets;
        this.ussd = new UssdPhones(handsets.networks()::of, System::nanoTime);
        var unused =
                pinger.scheduleAtFixedRate(
                        () -> streams.forEach(EventStream::ping),
                        PING_SECONDS,
                        PING_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    protected void answer(Request request, Response response, Callback callback) {
        var path = Request.getPathInContext(request);
        var method = request.getMethod();
        if (path.equals("/handsets/api/status")) {
            demand(method, "GET");
            write(response, callback, 200, status(Request.extractQueryParameters(request)));
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

    /** Of one phone's operator, or of all when no phone is named. */
    private Map<String, Object> status(Fields query) {
        var networks = handsets.networks();
        var phone = query.getValue("phone");
        if (phone != null && !PHONE.matcher(phone).matches()) {
            throw new BadRequest(400, "phone: a number");
        }
        var status = new LinkedHashMap<String, Object>();
        status.put("sessions", phone == null ? networks.bound() : networks.of(phone).bound());
        status.put("recent", handsets.recent(RECENT));
        networks.second().ifPresent(second -> status.put("secondNetwork", World.SECOND_NETWORK));
        return status;
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

    @Override
    protected void doStop() throws Exception {
        pinger.shutdownNow();
        streams.forEach(EventStream::end);
        super.doStop();
    }
}
