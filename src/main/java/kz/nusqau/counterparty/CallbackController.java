package kz.nusqau.counterparty;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.counterparty.command.CallbackRequest;
import kz.nusqau.counterparty.command.Callbacks;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where counterparties tell outcomes, each command's at its own address. Open to everybody: who it
 * was, the signature tells.
 */
@RestController
class CallbackController {

    private final Callbacks callbacks;

    CallbackController(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @PutMapping("/callbacks/{counterparty}/{instruction}/{step}/{generation}")
    CompletableFuture<ResponseEntity<Void>> hear(
            @PathVariable String counterparty,
            @PathVariable String instruction,
            @PathVariable String step,
            @PathVariable String generation,
            HttpServletRequest request)
            throws IOException {
        var heard =
                new CallbackRequest(
                        request.getMethod(),
                        counterparty,
                        String.join("/", instruction, step, generation),
                        headers(request),
                        request.getInputStream());
        return callbacks
                .hear(heard)
                .thenApply(result -> ResponseEntity.status(status(result)).build());
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }

    private static HttpStatus status(Callbacks.Heard heard) {
        return switch (heard) {
            case RECORDED -> HttpStatus.NO_CONTENT;
            case STRANGER, NO_SUCH_COMMAND -> HttpStatus.NOT_FOUND;
            case FORGED -> HttpStatus.UNAUTHORIZED;
            case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
            case UNREADABLE -> HttpStatus.BAD_REQUEST;
            case NOT_NOW -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
