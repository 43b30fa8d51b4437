package kz.nusqau.counterparty.wire;

import java.util.Map;
import java.util.Optional;

/** How a request ended, told by what can be proven of it. */
public sealed interface HttpExchange {

    /** A complete answer; header names in lower case. */
    record Answered(int status, Map<String, String> headers, byte[] body) implements HttpExchange {

        public Optional<String> header(String lowerCaseName) {
            return Optional.ofNullable(headers.get(lowerCaseName));
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** No connection: not one byte of the request left this process. */
    record NothingSent(String why) implements HttpExchange {}

    /** Connected, but no longer wanted: not one byte left either. */
    record NotWanted() implements HttpExchange {}

    /** The request may have arrived; nothing usable came back. */
    record NoAnswer(String why) implements HttpExchange {}
}
