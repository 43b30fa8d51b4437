package kz.nusqau.simulator.emoney;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Where a client is called back; keeps what it was told. */
final class CallbackDesk implements AutoCloseable {

    record Told(
            String method,
            String target,
            String client,
            String correlation,
            String timestamp,
            String signature,
            String body) {

        boolean isSigned() {
            return EmoneyClient.hmac(
                            EmoneyClient.SECRET, String.join("\n", method, target, timestamp, body))
                    .equals(signature);
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final IntSupplier answer;

    /** Asks for the status of each answer, which may take its time. */
    CallbackDesk(IntSupplier answer) throws IOException {
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::hear);
        server.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        told.add(
                new Told(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        headers.getFirst("X-Client-Id"),
                        headers.getFirst("X-CorrelationID"),
                        headers.getFirst("X-Timestamp"),
                        headers.getFirst("X-Signature"),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(answer.getAsInt(), -1);
        exchange.close();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    Told take() throws InterruptedException {
        var next = told.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody called back");
        }
        return next;
    }

    int waiting() {
        return told.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
