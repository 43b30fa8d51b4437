package kz.nusqau.counterparty;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import kz.nusqau.counterparty.command.CallbackRequest;
import kz.nusqau.counterparty.command.Callbacks;
import kz.nusqau.counterparty.command.Callbacks.Heard;

/** Stands in for the hub's web server: hands callbacks to whichever hub lives. */
final class CallbackServer implements AutoCloseable {

    private static final String BASE = "/callbacks/kazeuromobile";

    private final HttpServer server;
    private volatile TestHub hub;

    CallbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(BASE + "/", this::hear);
        server.start();
    }

    void serve(TestHub living) {
        hub = living;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + BASE);
    }

    private void hear(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all.getFirst()));
        var request =
                new CallbackRequest(
                        exchange.getRequestMethod(),
                        "kazeuromobile",
                        exchange.getRequestURI().getPath().substring(BASE.length() + 1),
                        headers,
                        exchange.getRequestBody());
        Heard heard = hub.bean(Callbacks.class).hear(request).join();
        exchange.sendResponseHeaders(heard == Heard.RECORDED ? 204 : 400, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
