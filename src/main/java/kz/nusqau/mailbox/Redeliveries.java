package kz.nusqau.mailbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells a message that the SMSC delivered again from one that was really written twice. */
@Component
public class Redeliveries {

    /** Longer than any SMSC keeps a message for us. */
    private static final Duration OLDEST_COPY = Duration.ofDays(3);

    private static final Comparator<InboxEntry> BY_TIME =
            Comparator.comparing(InboxEntry::receivedAt);

    private final JdbcTemplate jdbc;
    private final Unacknowledged unacknowledged;
    private final MailboxProperties properties;
    private final Counter found;

    Redeliveries(
            JdbcTemplate jdbc,
            Unacknowledged unacknowledged,
            MailboxProperties properties,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.unacknowledged = unacknowledged;
        this.properties = properties;
        this.found = meters.counter("nusqau.inbox.redelivered");
    }

    /**
     * Those of the entries that are redeliveries: an equal one came before, and the response to the
     * latest such may not have arrived, because it was late or refused or its session died soon
     * after.
     */
    public Set<InboxEntry> check(Collection<InboxEntry> entries) {
        if (entries.isEmpty()) {
            return Set.of();
        }
        unacknowledged.flush();
        var since = since(Collections.min(entries, BY_TIME).receivedAt());
        if (since.isEmpty()) {
            return Set.of();
        }
        var ids = new HashSet<>(redelivered(entries, since.get()));
        found.increment(ids.size());
        return entries.stream()
                .filter(entry -> ids.contains(entry.id()))
                .collect(Collectors.toSet());
    }

    /** The message's response went out too late, or was none: a copy of it is a redelivery. */
    public void notAcknowledgedInTime(IncomingMessage message) {
        unacknowledged.note(message.dedupeKey());
    }

    /**
     * How old a message may be at most for a copy among the entries to count as its redelivery;
     * empty when none does, which is so as long as every link is up and every response in time.
     * Says with few rows what {@link #redelivered} then asks of the large table.
     */
    private Optional<Timestamp> since(Instant earliest) {
        return Optional.ofNullable(
                jdbc.queryForObject(
                        """
                        WITH t AS (SELECT ?::timestamptz AS awaited)
                        SELECT least(
                               (SELECT min(s.closed_at) - make_interval(secs => ?)
                                  FROM mailbox.link_session s, t
                                 WHERE s.closed_at > statement_timestamp() - make_interval(secs => ?)
                                   AND NOT s.in_order
                                   AND (s.closed_at >= t.awaited
                                     OR s.link <> ALL (ARRAY(
                                            SELECT n.link FROM mailbox.link_session n, t
                                             WHERE n.closed_at IS NULL AND n.opened_at < t.awaited))
                                        AND NOT EXISTS (
                                            SELECT FROM mailbox.link_session n
                                             WHERE n.link = s.link AND n.id <> s.id
                                               AND n.opened_at < t.awaited
                                               AND coalesce(n.closed_at, 'infinity')
                                                   > s.closed_at + make_interval(secs => ?)))),
                               (SELECT statement_timestamp() - make_interval(secs => ?) FROM t
                                 WHERE EXISTS (SELECT FROM mailbox.unacknowledged u
                                                WHERE u.noted_at >= t.awaited)))
                        """,
                        Timestamp.class,
                        earliest.minus(properties.redeliveryWindow()).toString(),
                        properties.redeliveryAfterDeath().toSeconds(),
                        OLDEST_COPY.toSeconds(),
                        properties.redeliveryAfterDeath().toSeconds(),
                        OLDEST_COPY.toSeconds()));
    }

    /**
     * The link is back when a session is there that didn't end along with the one that died. Both
     * bounds of the copies' time keep all days but one or two out of it.
     */
    private List<Long> redelivered(Collection<InboxEntry> entries, Timestamp since) {
        return jdbc.queryForList(
                """
                SELECT e.id
                  FROM unnest(?::bigint[], ?::timestamptz[], ?::bigint[], ?::bytea[])
                    AS e (id, received_at, dedupe_prefix, dedupe_key)
                 CROSS JOIN LATERAL (
                        SELECT c.received_at, c.session
                          FROM mailbox.inbox c
                         WHERE c.dedupe_prefix = e.dedupe_prefix AND c.dedupe_key = e.dedupe_key
                           AND (c.received_at, c.id) < (e.received_at, e.id)
                           AND c.received_at <= e.received_at AND c.received_at >= ?
                         ORDER BY c.received_at DESC, c.id DESC
                         LIMIT 1) f
                 WHERE EXISTS (
                        SELECT FROM mailbox.unacknowledged u
                         WHERE u.dedupe_key = e.dedupe_key AND u.noted_at >= f.received_at
                           AND e.received_at <= u.noted_at + make_interval(secs => ?))
                    OR EXISTS (
                        SELECT FROM mailbox.link_session s
                         WHERE s.id = f.session AND NOT s.in_order
                           AND s.closed_at <= f.received_at + make_interval(secs => ?)
                           AND e.received_at <= make_interval(secs => ?) + greatest(
                               s.closed_at,
                               coalesce(
                                   (SELECT min(n.opened_at) FROM mailbox.link_session n
                                     WHERE n.link = s.link AND n.id <> s.id
                                       AND coalesce(n.closed_at, 'infinity')
                                           > s.closed_at + make_interval(secs => ?)),
                                   e.received_at)))
                """,
                Long.class,
                Columns.longs(entries, InboxEntry::id),
                Columns.texts(entries, entry -> entry.receivedAt().toString()),
                Columns.longs(entries, entry -> InboxTable.prefix(entry.dedupeKey())),
                Columns.bytes(entries, InboxEntry::dedupeKey),
                since,
                properties.redeliveryWindow().toSeconds(),
                properties.redeliveryAfterDeath().toSeconds(),
                properties.redeliveryWindow().toSeconds(),
                properties.redeliveryAfterDeath().toSeconds());
    }
}
