package kz.nusqau.partner;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import kz.nusqau.partner.Outgoing.Channel;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Messages to partners, stored with what caused them; all in the caller's transaction. */
@Component
final class OutgoingStore {

    /** What is read at once, so that nobody's backlog fills the memory. */
    static final int AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;
    private final PersonalData personalData;

    OutgoingStore(JdbcTemplate jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /** A message that is to be sent. */
    record Waiting(long id, @Nullable Long sequence, Outgoing message) {}

    void add(List<Outgoing> messages) {
        if (messages.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO partner.outgoing (partner, channel, type, correlation, grouped_by, body,
                    subscriber_id, sealed)
                SELECT partner, channel, type, correlation, grouped_by, body, subscriber, sealed
                  FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                       ?::uuid[], ?::bytea[])
                       WITH ORDINALITY
                       AS n (partner, channel, type, correlation, grouped_by, body, subscriber,
                             sealed, place)
                 ORDER BY place
                """,
                column(messages, Outgoing::partner),
                column(messages, message -> word(message.channel())),
                column(messages, Outgoing::type),
                column(messages, Outgoing::correlation),
                column(messages, Outgoing::group),
                column(messages, Outgoing::body),
                messages.stream()
                        .map(
                                message ->
                                        Optional.ofNullable(message.personal())
                                                .map(it -> it.about().value())
                                                .orElse(null))
                        .toArray(UUID[]::new),
                messages.stream()
                        .map(
                                message ->
                                        Optional.ofNullable(message.personal())
                                                .map(it -> personalData.seal(it.about(), it.body()))
                                                .orElse(null))
                        .toArray(byte[][]::new));
    }

    /** What the subscriber's erasure left of it. */
    private String body(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes(9);
        return sealed == null
                ? row.getString(7)
                : personalData
                        .openIfKept(new SubscriberId(row.getObject(8, UUID.class)), sealed)
                        .map(whole -> new String(whole, StandardCharsets.UTF_8))
                        .orElse(row.getString(7));
    }

    private static @Nullable String[] column(
            List<Outgoing> messages, Function<Outgoing, ? extends @Nullable String> value) {
        @Nullable String[] column = new @Nullable String[messages.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(messages.get(i));
        }
        return column;
    }

    /** Makes this node the one that sends to the partner, until the transaction ends. */
    boolean lock(String partner) {
        return tryLock(partner) || (begin(partner) && tryLock(partner));
    }

    /** True when the partner had no message yet. */
    private boolean begin(String partner) {
        return jdbc.update(
                        "INSERT INTO partner.stream (partner) VALUES (?) ON CONFLICT DO NOTHING",
                        partner)
                > 0;
    }

    private boolean tryLock(String partner) {
        return !jdbc.queryForList(
                        "SELECT 1 FROM partner.stream WHERE partner = ? FOR UPDATE SKIP LOCKED",
                        Integer.class,
                        partner)
                .isEmpty();
    }

    /** Whether events wait for their numbers. */
    boolean hasUnnumbered(String partner) {
        return !jdbc.queryForList(
                        """
                        SELECT 1 FROM partner.outgoing
                         WHERE partner = ? AND channel = 'events' AND sent_at IS NULL
                           AND sequence IS NULL LIMIT 1
                        """,
                        Integer.class,
                        partner)
                .isEmpty();
    }

    /** Gives the next numbers to events that have none. Locked. */
    void number(String partner) {
        jdbc.update(
                """
                WITH next AS (
                    SELECT o.id, s.last_sequence + row_number() OVER (ORDER BY o.id) AS sequence
                      FROM partner.outgoing o JOIN partner.stream s ON s.partner = o.partner
                     WHERE o.partner = ? AND o.sent_at IS NULL AND o.channel = 'events'
                       AND o.sequence IS NULL
                     ORDER BY o.id LIMIT ?),
                numbered AS (
                    UPDATE partner.outgoing o SET sequence = n.sequence
                      FROM next n WHERE o.id = n.id
                    RETURNING o.sequence)
                UPDATE partner.stream s
                   SET last_sequence = (SELECT max(sequence) FROM numbered)
                 WHERE s.partner = ? AND EXISTS (SELECT FROM numbered)
                """,
                partner,
                AT_ONCE,
                partner);
    }

    /**
     * Replies, or numbered events in the order of their numbers, that were not sent.
     *
     * @param most at most so many, and never more than a thousand
     */
    List<Waiting> waiting(String partner, Channel channel, int most) {
        String unsent =
                switch (channel) {
                    case REPLIES -> "channel = 'replies' AND sequence IS NULL ORDER BY id";
                    case EVENTS -> "sequence IS NOT NULL ORDER BY sequence";
                };
        return jdbc.query(
                """
                SELECT id, sequence, channel, type, correlation, grouped_by, body, subscriber_id,
                       sealed
                  FROM partner.outgoing
                 WHERE partner = ? AND sent_at IS NULL AND %s LIMIT ?
                """
                        .formatted(unsent),
                (row, n) ->
                        new Waiting(
                                row.getLong(1),
                                row.getObject(2, Long.class),
                                new Outgoing(
                                        partner,
                                        Channel.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                                        row.getString(4),
                                        row.getString(5),
                                        row.getString(6),
                                        body(row))),
                partner,
                Math.min(most, AT_ONCE));
    }

    /** Replies are done with; events may be asked for again. */
    void sent(List<Waiting> messages) {
        Long[] replies = ids(messages, Channel.REPLIES);
        Long[] events = ids(messages, Channel.EVENTS);
        if (replies.length > 0) {
            jdbc.update("DELETE FROM partner.outgoing WHERE id = ANY (?)", (Object) replies);
        }
        if (events.length > 0) {
            jdbc.update(
                    "UPDATE partner.outgoing SET sent_at = clock_timestamp() WHERE id = ANY (?)",
                    (Object) events);
        }
    }

    private static Long[] ids(List<Waiting> messages, Channel channel) {
        return messages.stream()
                .filter(message -> message.message().channel() == channel)
                .map(Waiting::id)
                .sorted(Comparator.naturalOrder())
                .toArray(Long[]::new);
    }

    /** Has events sent once more; returns how many. */
    int replay(String partner, Wish.Replay wish, int most) {
        return jdbc.update(
                """
                UPDATE partner.outgoing SET sent_at = NULL
                 WHERE partner = ? AND sequence IN (
                           SELECT sequence FROM partner.outgoing
                            WHERE partner = ? AND sequence BETWEEN ? AND ?
                            ORDER BY sequence LIMIT ?)
                """,
                partner,
                partner,
                wish.from(),
                wish.to(),
                most);
    }

    /** Deletes a part of the events that were sent longer ago; true while there may be more. */
    boolean deleteSentBefore(Duration age) {
        int deleted =
                jdbc.update(
                        """
                        DELETE FROM partner.outgoing WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM partner.outgoing
                             WHERE sent_at < clock_timestamp() - make_interval(secs => ?)
                             ORDER BY sent_at LIMIT ?))
                        """,
                        (double) age.toSeconds(),
                        AT_ONCE);
        return deleted == AT_ONCE;
    }

    private static String word(Channel channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }

    /** How many messages wait to be sent to the partner. */
    long waiting(String partner) {
        Long count =
                jdbc.queryForObject(
                        """
                        SELECT (SELECT count(*) FROM partner.outgoing
                                 WHERE partner = ? AND sent_at IS NULL AND sequence IS NULL)
                             + (SELECT count(*) FROM partner.outgoing
                                 WHERE partner = ? AND sent_at IS NULL AND sequence IS NOT NULL)
                        """,
                        Long.class,
                        partner,
                        partner);
        return count == null ? 0 : count;
    }
}
