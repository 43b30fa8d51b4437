package kz.nusqau.counterparty;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kz.nusqau.counterparty.command.CallbackRequest;
import kz.nusqau.counterparty.command.Callbacks;
import kz.nusqau.counterparty.command.Callbacks.Heard;
import org.springframework.http.HttpStatus;

/**
 * Where counterparties tell outcomes, each command's at its own address. Open to everybody: who it
 * was, the signature tells.
 *
 * <p>A servlet of its own, since Spring's dispatcher takes a request that is answered later through
 * all filters a second time.
 */
final class CallbackServlet extends HttpServlet {

    static final String PATHS = "/callbacks/*";

    private static final long serialVersionUID = 1;
    private static final int PATIENCE_SECONDS = 20;

    private final transient Callbacks callbacks;

    CallbackServlet(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<CallbackRequest> callback = read(request);
        if (callback.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        CompletableFuture<Heard> heard = callbacks.hear(callback.get());
        if (heard.isDone()) {
            response.setStatus(status(heard.join()));
        } else {
            answerLater(heard, request.startAsync());
        }
    }

    /** Empty for an address that is no command's. */
    private static Optional<CallbackRequest> read(HttpServletRequest request) throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        String[] parts = path.split("/", -1);
        if (parts.length != 5) {
            return Optional.empty();
        }
        return Optional.of(
                new CallbackRequest(
                        request.getMethod(),
                        parts[1],
                        String.join("/", parts[2], parts[3], parts[4]),
                        headers(request),
                        request.getInputStream()));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }

    private static void answerLater(CompletableFuture<Heard> heard, AsyncContext later) {
        // Ours comes first: the server would answer from another thread, and perhaps twice.
        later.setTimeout(0);
        var unused =
                heard.completeOnTimeout(Heard.NOT_NOW, PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .thenAccept(
                                result -> {
                                    var response = (HttpServletResponse) later.getResponse();
                                    response.setStatus(status(result));
                                    later.complete();
                                });
    }

    private static int status(Heard heard) {
        var status =
                switch (heard) {
                    case RECORDED -> HttpStatus.NO_CONTENT;
                    case STRANGER, NO_SUCH_COMMAND -> HttpStatus.NOT_FOUND;
                    case FORGED -> HttpStatus.UNAUTHORIZED;
                    case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
                    case UNREADABLE -> HttpStatus.BAD_REQUEST;
                    case NOT_NOW -> HttpStatus.SERVICE_UNAVAILABLE;
                };
        return status.value();
    }
}
