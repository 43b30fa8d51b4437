package kz.nusqau.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A headless Chromium. It takes seconds to start and no time to open one more page. */
public final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LISTENING = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;
    private final Path userData;

    private Chromium(Process process, int port, Path userData) {
        this.process = process;
        this.port = port;
        this.userData = userData;
    }

    public static boolean isInstalled() {
        return executable() != null;
    }

    private static Path executable() {
        for (var folder : System.getenv("PATH").split(":")) {
            for (var name : List.of("chromium", "chromium-browser", "google-chrome")) {
                var candidate = Path.of(folder, name);
                if (Files.isExecutable(candidate)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    public static Chromium start(Path userData) throws IOException {
        var command = new ArrayList<String>();
        command.add(executable().toString());
        command.addAll(
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + userData,
                        "about:blank"));
        var process =
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        int port = portOf(process.errorReader(StandardCharsets.UTF_8));
        return new Chromium(process, port, userData);
    }

    private static int portOf(BufferedReader errors) throws IOException {
        for (var line = errors.readLine(); line != null; line = errors.readLine()) {
            var found = LISTENING.matcher(line);
            if (found.find()) {
                // Whatever else it says must not fill the pipe.
                Thread.ofVirtual().start(() -> errors.lines().forEach(rest -> {}));
                return Integer.parseInt(found.group(1));
            }
        }
        throw new IOException("Chromium ended without opening its port");
    }

    /** An empty page in front of all others. */
    public Browser newPage() throws Exception {
        JsonNode page = JSON.readTree(ask("PUT", "/json/new?about:blank"));
        return Browser.of(
                client,
                URI.create(page.get("webSocketDebuggerUrl").asText()),
                () -> ask("GET", "/json/close/" + page.get("id").asText()));
    }

    private String ask(String method, String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        all.forEach(one -> one.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        // Links out of the folder, which whoever deletes it would complain about.
        for (var link : List.of("SingletonCookie", "SingletonLock", "SingletonSocket")) {
            try {
                Files.deleteIfExists(userData.resolve(link));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
