package kz.nusqau.mailbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far texts got, put together from what was written down on the way. */
@Component
class OutboxStates {

    private final JdbcTemplate jdbc;
    private final MailboxProperties properties;

    OutboxStates(JdbcTemplate jdbc, MailboxProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    Map<UUID, OutboundState> of(Collection<UUID> messages) {
        var states = new HashMap<UUID, OutboundState>();
        // Ids of messages may be used again after weeks, hence the bounds in time of receipts.
        jdbc.query(
                """
                SELECT o.id, f.reason, coalesce(p.submitted >= p.parts, false), p.submitted_at,
                       r.undelivered, r.delivered >= p.parts, r.at,
                       p.matchable
                       AND coalesce(o.expires_at, p.submitted_at + make_interval(secs => ?))
                           + make_interval(secs => ?) <= statement_timestamp(),
                       coalesce(r.expired, false)
                  FROM mailbox.outbound o
                  LEFT JOIN mailbox.outbound_failed f ON f.id = o.id
                  LEFT JOIN LATERAL (
                       SELECT count(DISTINCT part) AS submitted, max(parts) AS parts,
                              max(submitted_at) AS submitted_at,
                              bool_and(normalised_id <> '') AS matchable
                         FROM mailbox.outbound_part
                        WHERE message = o.id
                          AND submitted_at > o.created_at - interval '1 hour') p ON true
                  LEFT JOIN LATERAL (
                       SELECT count(DISTINCT q.part) FILTER (WHERE c.state = 'DELIVERED')
                                  AS delivered,
                              max(c.error) FILTER (WHERE c.state = 'UNDELIVERED') AS undelivered,
                              bool_or(c.state = 'EXPIRED') AS expired,
                              max(c.at) AS at
                         FROM mailbox.outbound_part q
                         JOIN mailbox.receipt c
                           ON c.normalised_id = q.normalised_id AND c.link = q.link
                          AND c.received_at > q.submitted_at - interval '1 hour'
                          AND c.received_at < q.submitted_at + interval '7 days'
                        WHERE q.message = o.id
                          AND q.submitted_at > o.created_at - interval '1 hour') r ON true
                 WHERE o.id = ANY (?) AND o.created_at >= ?
                """,
                row -> {
                    states.put(row.getObject(1, UUID.class), state(row));
                },
                properties.smscValidity().toSeconds(),
                properties.receiptWithin().toMillis() / 1000.0,
                messages.toArray(UUID[]::new),
                Timestamp.from(MadeAt.earliest(messages)));
        return states;
    }

    /** Of these texts, those with parts that nobody has reported as delivered. */
    List<UUID> withoutReceipt(Collection<UUID> messages) {
        Timestamp earliest = Timestamp.from(MadeAt.earliest(messages));
        return jdbc.queryForList(
                """
                SELECT DISTINCT p.message FROM mailbox.outbound_part p
                 WHERE p.message = ANY (?) AND p.submitted_at >= ?
                   AND NOT EXISTS (
                       SELECT FROM mailbox.receipt c
                        WHERE c.normalised_id = p.normalised_id AND c.link = p.link
                          AND c.state = 'DELIVERED' AND c.received_at >= ?)
                """,
                UUID.class,
                messages.toArray(UUID[]::new),
                earliest,
                earliest);
    }

    private static OutboundState state(ResultSet row) throws SQLException {
        boolean submitted = row.getBoolean(3);
        if (!submitted) {
            String reason = row.getString(2);
            return reason == null ? new OutboundState.Queued() : new OutboundState.Failed(reason);
        }
        String error = row.getString(5);
        if (error != null) {
            return new OutboundState.Failed("undelivered " + error);
        }
        if (row.getBoolean(9)) {
            return new OutboundState.Failed("expired at the SMSC");
        }
        var at = row.getTimestamp(4).toInstant();
        if (row.getBoolean(6)) {
            return new OutboundState.Delivered(at, row.getTimestamp(7).toInstant());
        }
        return row.getBoolean(8)
                ? new OutboundState.Unreported(at)
                : new OutboundState.Submitted(at);
    }
}
