package kz.nusqau.partner;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.mailbox.OutboundState;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What partners sent to a subscriber, without what it says; for support staff. Reads, each by an
 * index.
 */
@Component
public class SentByPartners {

    static final String TEXTS =
            """
            SELECT r.message_id, s.partner, s.request_id, s.sender, r.status, r.at, s.cancelled_at
              FROM partner.recipient r
              -- Whatever the planner believes, of sendings those are read that are shown.
              CROSS JOIN LATERAL (
                   SELECT partner, request_id, sender, cancelled_at
                     FROM partner.sending WHERE id = r.sending_id LIMIT 1) s
             WHERE r.subscriber_id = ? ORDER BY r.sending_id DESC LIMIT ?
            """;

    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final Clock clock;

    SentByPartners(JdbcTemplate jdbc, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A text of a sending.
     *
     * @param requestId of the request that opened the sending
     * @param takenAt when it was the hub's to send
     * @param outcome as its partner is told: {@code delivered}
     * @param at since when; null where nobody said
     */
    public record Text(
            String partner,
            String requestId,
            String sender,
            Instant takenAt,
            String outcome,
            @Nullable Instant at) {}

    private record Row(
            UUID message,
            String partner,
            String requestId,
            String sender,
            Progress known,
            Optional<Instant> cancelledAt) {

        Text text(Progress now) {
            return new Text(
                    partner,
                    requestId,
                    sender,
                    TimeOrderedId.madeAt(message),
                    now.status().word(),
                    now.at());
        }
    }

    /** Texts of sendings that are kept, the latest first, as they are now. */
    public List<Text> texts(SubscriberId subscriber, int limit) {
        List<Row> rows = jdbc.query(TEXTS, (row, n) -> row(row), subscriber.value(), limit);
        Map<UUID, OutboundState> states = states(rows);
        Instant now = clock.instant();
        return rows.stream()
                .map(
                        row ->
                                row.text(
                                        row.known().status().isFinal()
                                                ? row.known()
                                                : Progress.of(
                                                        states.get(row.message()),
                                                        row.cancelledAt(),
                                                        now)))
                .toList();
    }

    /** What a look at the sending would bring, of those that aren't settled. */
    private Map<UUID, OutboundState> states(List<Row> rows) {
        List<UUID> underway =
                rows.stream()
                        .filter(row -> !row.known().status().isFinal())
                        .map(Row::message)
                        .toList();
        return underway.isEmpty() ? Map.of() : outbox.states(underway);
    }

    /**
     * A code that isn't of a payment.
     *
     * @param id under which its timeline stands
     * @param toSignIn else for an order
     * @param state {@code used_up}
     * @param wrong how many wrong ones were typed in at the partner
     */
    public record Code(
            UUID id, String partner, boolean toSignIn, String state, int wrong, Instant issuedAt) {}

    /** Codes that are kept, the latest first. */
    public List<Code> codes(SubscriberId subscriber, int limit) {
        return jdbc.query(
                """
                SELECT id, partner, purpose = 'sign-in', state, attempts_left, issued_at
                  FROM partner.code WHERE subscriber_id = ? ORDER BY id DESC LIMIT ?
                """,
                (row, n) ->
                        new Code(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getBoolean(3),
                                row.getString(4),
                                CodeRequests.ATTEMPTS - row.getInt(5),
                                row.getTimestamp(6).toInstant()),
                subscriber.value(),
                limit);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                Objects.requireNonNull(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                new Progress(RecipientStatus.of(row.getString(5)), row.getTimestamp(6).toInstant()),
                Optional.ofNullable(row.getTimestamp(7)).map(Timestamp::toInstant));
    }
}
