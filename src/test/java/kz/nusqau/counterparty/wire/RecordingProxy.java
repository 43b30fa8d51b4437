package kz.nusqau.counterparty.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and a server of this machine and keeps what went by, unchanged. */
public final class RecordingProxy implements AutoCloseable {

    /** Of one connection, not of what is said on it. */
    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "keep-alive",
                    "transfer-encoding",
                    "upgrade");

    private final int behind;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<Recorded> recorded = new ConcurrentLinkedQueue<>();

    /**
     * Starts listening.
     *
     * @param port of the server behind it
     */
    public RecordingProxy(int port) throws IOException {
        behind = port;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    /** Where to ask instead. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestURI().toString();
            HttpResponse<byte[]> answer =
                    http.send(request(exchange, target, body), BodyHandlers.ofByteArray());
            recorded.add(
                    new Recorded(
                            exchange.getRequestMethod(),
                            target,
                            new Recorded.Message(exchange.getRequestHeaders(), body),
                            answer.statusCode(),
                            new Recorded.Message(answer.headers().map(), answer.body())));
            answer.headers().map().entrySet().stream()
                    .filter(header -> !isHopByHop(header.getKey()))
                    .forEach(
                            header ->
                                    exchange.getResponseHeaders()
                                            .put(header.getKey(), header.getValue()));
            long length = answer.body().length == 0 ? -1 : answer.body().length;
            exchange.sendResponseHeaders(answer.statusCode(), length);
            if (length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange, String target, byte[] body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + behind + target))
                        .method(
                                exchange.getRequestMethod(),
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!isHopByHop(name)) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        return request.build();
    }

    private static boolean isHopByHop(String header) {
        return HOP_BY_HOP.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
