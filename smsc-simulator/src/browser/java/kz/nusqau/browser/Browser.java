package kz.nusqau.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A page of a headless Chromium, driven over its DevTools protocol. */
public final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebSocket socket;
    private final Runnable closing;
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();

    private Browser(HttpClient client, URI page, Runnable closing) throws Exception {
        this.closing = closing;
        this.socket =
                client.newWebSocketBuilder()
                        .buildAsync(page, new Listener())
                        .get(60, TimeUnit.SECONDS);
    }

    static Browser of(HttpClient client, URI page, Runnable closing) throws Exception {
        var browser = new Browser(client, page, closing);
        browser.command("Runtime.enable", Map.of());
        browser.command("Log.enable", Map.of());
        return browser;
    }

    public Browser sized(int width, int height, boolean dark) throws Exception {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 800));
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
        return this;
    }

    public void open(String url) throws Exception {
        command("Page.navigate", Map.of("url", url));
        await("location.href !== 'about:blank'");
    }

    /** The value of an expression, as text. */
    public String evaluate(String expression) throws Exception {
        var result =
                command(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "returnByValue",
                                true,
                                "awaitPromise",
                                true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value").asText();
    }

    /** On a page that is all there: before its scripts run, what is typed is not noticed. */
    public void await(String condition) {
        String ready = "document.readyState === 'complete' && Boolean(" + condition + ")";
        Awaitility.await(condition)
                .atMost(Duration.ofSeconds(60))
                .until(() -> evaluate(ready).equals("true"));
    }

    /** Once it is there: a page still comes while what came of it is looked at. */
    public void click(String selector) throws Exception {
        String element = "document.querySelector(" + JSON.writeValueAsString(selector) + ")";
        await(element);
        evaluate(element + ".click()");
    }

    /** Types into whatever has the focus. */
    public void type(String text) throws Exception {
        command("Input.insertText", Map.of("text", text));
    }

    public void press(String key, String code, int keyCode) throws Exception {
        for (var kind : List.of("rawKeyDown", "keyUp")) {
            command(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type",
                            kind,
                            "key",
                            key,
                            "code",
                            code,
                            "windowsVirtualKeyCode",
                            keyCode));
        }
    }

    public byte[] screenshot() throws Exception {
        var shot = command("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder().decode(shot.get("data").asText());
    }

    /** The whole page, however long it is. */
    public byte[] wholePage() throws Exception {
        var size = command("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        var clip =
                Map.of(
                        "x", 0,
                        "y", 0,
                        "width", size.get("width").asInt(),
                        "height", size.get("height").asInt(),
                        "scale", 1);
        var shot =
                command(
                        "Page.captureScreenshot",
                        Map.of(
                                "format",
                                "png",
                                "optimizeForSpeed",
                                true,
                                "captureBeyondViewport",
                                true,
                                "clip",
                                clip));
        return Base64.getDecoder().decode(shot.get("data").asText());
    }

    /** Errors of scripts and refused resources. */
    public List<String> problems() {
        return problems;
    }

    private JsonNode command(String method, Map<String, ?> parameters) throws Exception {
        int id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        pending.put(id, answer);
        var message =
                JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(message, true).get(60, TimeUnit.SECONDS);
        return answer.get(60, TimeUnit.SECONDS);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                receive(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void receive(String text) {
            try {
                var message = JSON.readTree(text);
                var waiting = pending.remove(message.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(message.path("result"));
                } else if (message.path("method")
                        .asText()
                        .matches("Runtime.exceptionThrown|Log.entryAdded")) {
                    problems.add(text);
                }
            } catch (IOException e) {
                problems.add("unreadable: " + text);
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        closing.run();
    }
}
