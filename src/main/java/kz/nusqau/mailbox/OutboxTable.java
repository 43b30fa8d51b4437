package kz.nusqau.mailbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.nusqau.platform.Node;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The SQL of texts on their way out, in sets and in the order of their keys. Rows of the queue are
 * never joined, for the reason told at {@link InboxTable}.
 */
@Component
class OutboxTable {

    private static final byte[] NO_BODY = {};

    /** One look into the index a link, however many rows there are. */
    private static final String LINKS =
            """
            WITH RECURSIVE links AS (
                SELECT min(link) AS link FROM mailbox.outbound_open
                UNION ALL
                SELECT (SELECT min(o.link) FROM mailbox.outbound_open o WHERE o.link > links.link)
                  FROM links WHERE links.link IS NOT NULL)
            SELECT link FROM links WHERE link IS NOT NULL
            """;

    private final JdbcTemplate jdbc;
    private final Node node;
    private final MailboxProperties properties;

    OutboxTable(JdbcTemplate jdbc, Node node, MailboxProperties properties) {
        this.jdbc = jdbc;
        this.node = node;
        this.properties = properties;
    }

    /**
     * Stores texts.
     *
     * @param bodies sealed; absent where there is no number to send it to
     * @param served links that this node serves; texts for others are for whoever does
     * @param after by the text, the one that has to be with the SMSC before
     */
    void insert(
            List<OutboundText> texts,
            Map<UUID, byte[]> bodies,
            Set<String> served,
            Map<UUID, UUID> after) {
        jdbc.update(
                """
                WITH texts AS (
                    SELECT id, subscriber_id, link, sender, priority, nullif(body, '') AS body,
                           instruction_id, after,
                           statement_timestamp() + make_interval(secs => validity) AS expires_at
                      FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::smallint[],
                                  ?::bytea[], ?::float8[], ?::uuid[], ?::uuid[])
                        AS t (id, subscriber_id, link, sender, priority, body, validity,
                              instruction_id, after)),
                kept AS (
                    INSERT INTO mailbox.outbound (id, created_at, subscriber_id, link, sender,
                            priority, body, expires_at, instruction_id)
                    SELECT id, statement_timestamp(), subscriber_id, link, sender, priority, body,
                           expires_at, instruction_id
                      FROM texts),
                unsendable AS (
                    INSERT INTO mailbox.outbound_failed (id, reason)
                    SELECT id, 'no number' FROM texts WHERE body IS NULL)
                INSERT INTO mailbox.outbound_open (link, priority, id, created_at, node,
                        next_attempt, after, give_up_at)
                SELECT link, priority, id, statement_timestamp(),
                       CASE WHEN link = ANY (?) THEN ?::uuid END, statement_timestamp(), after,
                       coalesce(expires_at, statement_timestamp() + make_interval(secs => ?))
                  FROM texts WHERE body IS NOT NULL
                """,
                Columns.uuids(texts, OutboundText::id),
                Columns.uuids(texts, text -> text.to().value()),
                Columns.texts(texts, OutboundText::link),
                Columns.texts(texts, OutboundText::sender),
                Columns.shorts(texts, text -> text.priority().rank()),
                Columns.bytes(texts, text -> bodies.getOrDefault(text.id(), NO_BODY)),
                texts.stream().map(text -> seconds(text.validity())).toArray(Double[]::new),
                Columns.uuids(texts, OutboxTable::instruction),
                Columns.uuids(texts, text -> after.get(text.id())),
                served.toArray(String[]::new),
                node.id(),
                seconds(properties.textLifetime()));
    }

    /** Open rows of a link that are due and ours or nobody's, the most urgent first. */
    List<OpenRow> due(String link, int limit, Set<UUID> live) {
        return jdbc.query(
                """
                SELECT id, priority, created_at, node = ?, attempts,
                       give_up_at <= statement_timestamp()
                  FROM mailbox.outbound_open o
                 WHERE link = ? AND next_attempt <= statement_timestamp()
                   AND (node = ? OR node IS NULL OR node <> ALL (?))
                   AND (after IS NULL OR NOT EXISTS (
                        SELECT FROM mailbox.outbound_open b
                         WHERE b.link = o.link AND b.priority = o.priority AND b.id = o.after))
                 ORDER BY priority, id LIMIT ?
                """,
                (row, n) ->
                        new OpenRow(
                                new Outgoing(link, row.getInt(2), row.getObject(1, UUID.class)),
                                row.getTimestamp(3),
                                row.getBoolean(4),
                                row.getInt(5),
                                row.getBoolean(6)),
                node.id(),
                link,
                node.id(),
                live.toArray(UUID[]::new),
                limit);
    }

    /** Takes over rows that are nobody's or a dead node's; returns those we got. */
    Set<UUID> claim(List<OpenRow> rows, Set<UUID> live) {
        return Set.copyOf(
                jdbc.queryForList(
                        """
                        UPDATE mailbox.outbound_open SET node = ?
                         WHERE link = ANY (?) AND priority = ANY (?) AND id = ANY (?)
                           AND (node IS NULL OR node <> ALL (?))
                        RETURNING id
                        """,
                        UUID.class,
                        node.id(),
                        Columns.texts(rows, row -> row.key().link()),
                        Columns.shorts(rows, row -> row.key().priority()),
                        Columns.uuids(rows, row -> row.key().id()),
                        live.toArray(UUID[]::new)));
    }

    /** What the texts say, with the parts that the SMSC has; wiped ones are absent. */
    List<Stored> load(List<OpenRow> rows) {
        return jdbc.query(
                """
                SELECT o.id, o.subscriber_id, o.link, o.sender, o.priority, o.body, o.expires_at,
                       o.instruction_id, k.attempts,
                       (SELECT array_agg(DISTINCT p.part) FROM mailbox.outbound_part p
                         WHERE p.message = o.id
                           AND p.submitted_at > o.created_at - interval '1 hour'), o.created_at
                  FROM unnest(?::uuid[], ?::timestamptz[], ?::int[])
                       WITH ORDINALITY AS k (id, created_at, attempts, n)
                 CROSS JOIN LATERAL (
                       SELECT * FROM mailbox.outbound
                        WHERE id = k.id AND created_at = k.created_at LIMIT 1) o
                 WHERE o.body IS NOT NULL
                 ORDER BY k.n
                """,
                (row, n) -> stored(row),
                Columns.uuids(rows, row -> row.key().id()),
                Columns.texts(rows, row -> row.createdAt().toInstant().toString()),
                Columns.ints(rows, OpenRow::attempts));
    }

    void addParts(List<PartSubmitted> parts) {
        Instant now = Instant.now();
        jdbc.update(
                """
                INSERT INTO mailbox.outbound_part (message, part, parts, link, smsc_id,
                        normalised_id, submitted_at)
                SELECT message, part, parts, link, smsc_id, normalised_id,
                       clock_timestamp() - make_interval(secs => age)
                  FROM unnest(?::uuid[], ?::smallint[], ?::smallint[], ?::text[], ?::text[],
                              ?::text[], ?::float8[])
                    AS p (message, part, parts, link, smsc_id, normalised_id, age)
                """,
                Columns.uuids(parts, PartSubmitted::message),
                Columns.shorts(parts, PartSubmitted::part),
                Columns.shorts(parts, PartSubmitted::parts),
                Columns.texts(parts, PartSubmitted::link),
                Columns.texts(parts, PartSubmitted::smscId),
                Columns.texts(parts, PartSubmitted::normalisedId),
                parts.stream().map(part -> secondsFrom(part.at(), now)).toArray(Double[]::new));
    }

    /** The texts need no more sending. */
    void close(List<Outgoing> keys) {
        jdbc.update(
                """
                DELETE FROM mailbox.outbound_open
                 WHERE link = ANY (?) AND priority = ANY (?) AND id = ANY (?)
                """,
                Columns.texts(keys, Outgoing::link),
                Columns.shorts(keys, Outgoing::priority),
                Columns.uuids(keys, Outgoing::id));
    }

    void retry(Outgoing key, OutboxResult.Retry retry) {
        jdbc.update(
                """
                UPDATE mailbox.outbound_open
                   SET attempts = attempts + ?, last_reason = ?,
                       next_attempt = statement_timestamp() + make_interval(secs => ?)
                 WHERE link = ? AND priority = ? AND id = ?
                """,
                retry.tried() ? 1 : 0,
                retry.reason(),
                seconds(retry.delay()),
                key.link(),
                (short) key.priority(),
                key.id());
    }

    /** These texts, each for its reason, may be sent by whoever can. */
    void letGo(List<Outgoing> keys, List<String> reasons) {
        jdbc.update(
                """
                UPDATE mailbox.outbound_open o
                   SET last_reason = k.reason, node = NULL
                  FROM unnest(?::text[], ?::smallint[], ?::uuid[], ?::text[])
                    AS k (link, priority, id, reason)
                 WHERE o.link = k.link AND o.priority = k.priority AND o.id = k.id
                """,
                Columns.texts(keys, Outgoing::link),
                Columns.shorts(keys, Outgoing::priority),
                Columns.uuids(keys, Outgoing::id),
                reasons.toArray(String[]::new));
    }

    /** Keys of texts that this process did not hand over, from their rows. */
    List<Outgoing> keys(Collection<UUID> ids) {
        return jdbc.query(
                "SELECT link, priority, id FROM mailbox.outbound"
                        + " WHERE id = ANY (?) AND created_at >= ?",
                (row, n) ->
                        new Outgoing(row.getString(1), row.getInt(2), row.getObject(3, UUID.class)),
                ids.toArray(UUID[]::new),
                Timestamp.from(MadeAt.earliest(ids)));
    }

    /** Of texts that have parts, those that have all. */
    List<UUID> complete(Collection<UUID> ids) {
        return jdbc.queryForList(
                "SELECT message FROM mailbox.outbound_part WHERE message = ANY (?)"
                        + " AND submitted_at >= ?"
                        + " GROUP BY message HAVING count(DISTINCT part) >= max(parts)",
                UUID.class,
                ids.toArray(UUID[]::new),
                Timestamp.from(MadeAt.earliest(ids)));
    }

    /**
     * Gives texts up; returns those that were still open, with what an event says of them. Waits
     * for nobody: a text that another transaction holds is just being closed, given up or put off,
     * and who waited for several such could wait for one that waits for him.
     */
    List<OutboundTextFailed> fail(Collection<Outgoing> keys, String reason) {
        return jdbc.query(
                """
                WITH gone AS (
                    DELETE FROM mailbox.outbound_open
                     WHERE ctid = ANY (ARRAY (
                           SELECT ctid FROM mailbox.outbound_open
                            WHERE link = ANY (?) AND priority = ANY (?) AND id = ANY (?)
                              FOR UPDATE SKIP LOCKED))
                    RETURNING id, created_at),
                failed AS (
                    INSERT INTO mailbox.outbound_failed (id, reason) SELECT id, ? FROM gone
                    ON CONFLICT DO NOTHING)
                SELECT m.id, m.subscriber_id, m.priority, m.instruction_id
                  FROM gone JOIN mailbox.outbound m
                    ON m.id = gone.id AND m.created_at = gone.created_at
                """,
                (row, n) ->
                        new OutboundTextFailed(
                                row.getObject(1, UUID.class),
                                new SubscriberId(row.getObject(2, UUID.class)),
                                Priority.of(row.getInt(3)),
                                instruction(row.getObject(4, UUID.class)),
                                reason),
                Columns.texts(keys, Outgoing::link),
                Columns.shorts(keys, Outgoing::priority),
                Columns.uuids(keys, Outgoing::id),
                reason);
    }

    /** Those of the texts that are neither with the SMSC nor given up. */
    Set<UUID> open(Collection<Outgoing> keys) {
        return Set.copyOf(
                jdbc.queryForList(
                        """
                        SELECT id FROM mailbox.outbound_open
                         WHERE link = ANY (?) AND priority = ANY (?) AND id = ANY (?)
                        """,
                        UUID.class,
                        Columns.texts(keys, Outgoing::link),
                        Columns.shorts(keys, Outgoing::priority),
                        Columns.uuids(keys, Outgoing::id)));
    }

    /** Gives up those that wait for another attempt: no channel has them. Waits for nobody. */
    void withdrawIdle(Collection<Outgoing> keys, String reason) {
        jdbc.update(
                """
                WITH gone AS (
                    DELETE FROM mailbox.outbound_open
                     WHERE ctid = ANY (ARRAY (
                           SELECT ctid FROM mailbox.outbound_open
                            WHERE link = ANY (?) AND priority = ANY (?) AND id = ANY (?)
                              AND next_attempt > statement_timestamp()
                              FOR UPDATE SKIP LOCKED))
                    RETURNING id)
                INSERT INTO mailbox.outbound_failed (id, reason) SELECT id, ? FROM gone
                ON CONFLICT DO NOTHING
                """,
                Columns.texts(keys, Outgoing::link),
                Columns.shorts(keys, Outgoing::priority),
                Columns.uuids(keys, Outgoing::id),
                reason);
    }

    /** Some of the open texts whose time is over. */
    List<Outgoing> overdue(int limit) {
        return jdbc.query(
                "SELECT link, priority, id FROM mailbox.outbound_open"
                        + " WHERE give_up_at < statement_timestamp() LIMIT ?",
                (row, n) ->
                        new Outgoing(row.getString(1), row.getInt(2), row.getObject(3, UUID.class)),
                limit);
    }

    /** Other nodes look for texts that anybody may send once this transaction is committed. */
    void wakeOthers() {
        jdbc.queryForObject(
                "SELECT pg_notify('" + NodeSession.CHANNEL + "', 'outbox')", String.class);
    }

    /** Links with texts that are overdue, or have been open for so long. */
    List<Lingering> lingering(Duration age) {
        return jdbc.query(
                """
                SELECT link, coalesce(bool_or(node = ?), false),
                       bool_or(give_up_at < statement_timestamp())
                  FROM mailbox.outbound_open
                 WHERE created_at < statement_timestamp() - make_interval(secs => ?)
                    OR give_up_at < statement_timestamp()
                 GROUP BY link
                """,
                (row, n) -> new Lingering(row.getString(1), row.getBoolean(2), row.getBoolean(3)),
                node.id(),
                seconds(age));
    }

    /** This node's texts for the link may be sent by whoever serves it. */
    void letGo(String link) {
        jdbc.update(
                "UPDATE mailbox.outbound_open SET node = NULL WHERE node = ? AND link = ?",
                node.id(),
                link);
    }

    /** Links that have open texts. */
    List<String> links() {
        return jdbc.queryForList(LINKS, String.class);
    }

    List<Outgoing> wipe(Collection<UUID> ids) {
        return jdbc.query(
                """
                UPDATE mailbox.outbound SET body = NULL
                 WHERE id = ANY (?) AND created_at >= ? AND body IS NOT NULL
                RETURNING link, priority, id
                """,
                (row, n) ->
                        new Outgoing(row.getString(1), row.getInt(2), row.getObject(3, UUID.class)),
                ids.toArray(UUID[]::new),
                Timestamp.from(MadeAt.earliest(ids)));
    }

    void addReceipts(List<Receipt> receipts) {
        jdbc.update(
                """
                INSERT INTO mailbox.receipt (link, normalised_id, state, error, at)
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                """,
                Columns.texts(receipts, Receipt::link),
                Columns.texts(receipts, Receipt::normalisedId),
                Columns.texts(receipts, receipt -> receipt.state().name()),
                Columns.texts(receipts, Receipt::error),
                Columns.texts(receipts, receipt -> receipt.at().toString()));
    }

    /** Of the texts that these receipts are about, the codes. */
    List<OutboundTextUndelivered> undeliveredCodes(List<Receipt> receipts) {
        return jdbc.query(
                """
                SELECT DISTINCT o.id, o.subscriber_id, o.instruction_id
                  FROM unnest(?::text[], ?::text[]) AS r (link, normalised_id)
                  JOIN mailbox.outbound_part p
                    ON p.normalised_id = r.normalised_id AND p.link = r.link
                   AND p.submitted_at > statement_timestamp() - interval '1 day'
                  JOIN mailbox.outbound o
                    ON o.id = p.message AND o.priority = ?
                   AND o.created_at > statement_timestamp() - interval '1 day'
                """,
                (row, n) ->
                        new OutboundTextUndelivered(
                                row.getObject(1, UUID.class),
                                new SubscriberId(row.getObject(2, UUID.class)),
                                instruction(row.getObject(3, UUID.class))),
                Columns.texts(receipts, Receipt::link),
                Columns.texts(receipts, Receipt::normalisedId),
                (short) Priority.CODE.rank());
    }

    /** What a text said, unless that is wiped. */
    Optional<Stored> stored(UUID id) {
        return jdbc
                .query(
                        """
                        SELECT id, subscriber_id, link, sender, priority, body, expires_at,
                               instruction_id, 0, NULL, created_at
                          FROM mailbox.outbound
                         WHERE id = ? AND created_at >= ? AND body IS NOT NULL
                        """,
                        (row, n) -> stored(row),
                        id,
                        Timestamp.from(MadeAt.earliest(List.of(id))))
                .stream()
                .findFirst();
    }

    /** Texts to a subscriber that wait for another attempt are due at once; true if there are. */
    boolean wake(String link, SubscriberId subscriber) {
        return jdbc.update(
                        """
                        UPDATE mailbox.outbound_open w SET next_attempt = statement_timestamp()
                          FROM mailbox.outbound o
                         WHERE w.link = ? AND w.next_attempt > statement_timestamp()
                           AND o.id = w.id AND o.created_at = w.created_at
                           AND o.subscriber_id = ?
                        """,
                        link,
                        subscriber.value())
                > 0;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        Timestamp expiresAt = row.getTimestamp(7);
        var parts = row.getArray(10);
        Set<Integer> accepted =
                parts == null
                        ? Set.of()
                        : Arrays.stream((Short[]) parts.getArray())
                                .map(Short::intValue)
                                .collect(Collectors.toSet());
        return new Stored(
                row.getObject(1, UUID.class),
                new SubscriberId(row.getObject(2, UUID.class)),
                row.getString(3),
                row.getString(4),
                Priority.of(row.getInt(5)),
                row.getBytes(6),
                row.getTimestamp(11).toInstant(),
                expiresAt == null ? null : expiresAt.toInstant(),
                instruction(row.getObject(8, UUID.class)),
                row.getInt(9),
                accepted);
    }

    private static @Nullable InstructionId instruction(@Nullable UUID id) {
        return id == null ? null : new InstructionId(id);
    }

    private static @Nullable UUID instruction(OutboundText text) {
        InstructionId instruction = text.instruction();
        return instruction == null ? null : instruction.value();
    }

    private static double secondsFrom(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }

    /** An open row as the reader sees it. */
    record OpenRow(
            Outgoing key, Timestamp createdAt, boolean ours, int attempts, boolean overdue) {}

    /** A link's texts that are open for longer than they should be. */
    record Lingering(String link, boolean ours, boolean overdue) {}

    /** A text as it is on disk. */
    record Stored(
            UUID id,
            SubscriberId to,
            String link,
            String sender,
            Priority priority,
            byte[] body,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable InstructionId instruction,
            int attempts,
            Set<Integer> acceptedParts) {}
}
