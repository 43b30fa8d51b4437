package kz.nusqau.console;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.util.UriUtils;

/** Of what the overview has a page for each. */
enum Subject {
    BIND,
    COUNTERPARTY,
    PARTNER,
    QUEUE;

    /** What its page shows of the last day. */
    List<Measure> measures() {
        return switch (this) {
            case BIND ->
                    List.of(
                            Measure.BIND_RECEIVED,
                            Measure.BIND_SENT,
                            Measure.BIND_WAITING,
                            Measure.BIND_THROTTLED,
                            Measure.BIND_SESSIONS);
            case COUNTERPARTY ->
                    List.of(
                            Measure.CALLS,
                            Measure.CALL,
                            Measure.CALLS_FAILED,
                            Measure.COMMANDS_OPEN);
            case PARTNER -> List.of(Measure.PARTNER_WAITING);
            case QUEUE -> List.of(Measure.QUEUE_DEPTH);
        };
    }

    /** In addresses: {@code binds}. */
    public String word() {
        return this == COUNTERPARTY ? "counterparties" : name().toLowerCase(Locale.ROOT) + "s";
    }

    static Optional<Subject> of(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    String address(String id) {
        return "/console/overview/"
                + word()
                + "/"
                + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8);
    }
}
