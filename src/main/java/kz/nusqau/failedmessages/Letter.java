package kz.nusqau.failedmessages;

import java.util.Map;
import java.util.stream.Stream;

/** A dead letter, whether our own consumers buried it or the broker did. */
record Letter(String body, Map<String, Object> headers) {

    /** The queue in which it died. */
    String queue() {
        return first("nusqau_queue", "_AMQ_ORIG_QUEUE", "_AMQ_ORIG_ADDRESS");
    }

    String route() {
        return first("nusqau_route", "_AMQ_ORIG_ADDRESS");
    }

    String cause() {
        String cause = first("nusqau_cause");
        return cause.isEmpty() ? "the broker gave up delivering it" : cause;
    }

    /** The same for each delivery of the same letter. */
    String delivery() {
        return "letter/" + first("JMSMessageID", "_AMQ_ORIG_MESSAGE_ID");
    }

    int attempts() {
        return headers.get("nusqau_attempts") instanceof Number attempts ? attempts.intValue() : 0;
    }

    private String first(String... names) {
        return Stream.of(names)
                .map(headers::get)
                .filter(value -> value != null)
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }
}
