package kz.nusqau.partner;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.partner.Arrival.Request;
import kz.nusqau.shared.InstructionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What was answered to which request, in sets; all in the caller's transaction. */
@Component
final class RequestStore {

    private static final int AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;

    RequestStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What is remembered of a request. */
    record Known(byte[] digest, String answer) {}

    /** By request id; those that were never answered are absent. */
    Map<String, Known> find(String partner, Collection<String> requestIds) {
        var known = new HashMap<String, Known>();
        if (!requestIds.isEmpty()) {
            jdbc.query(
                    "SELECT request_id, digest, answer FROM partner.request"
                            + " WHERE partner = ? AND request_id = ANY (?)",
                    row -> {
                        known.put(row.getString(1), new Known(row.getBytes(2), row.getString(3)));
                    },
                    partner,
                    requestIds.toArray(String[]::new));
        }
        return known;
    }

    /**
     * Lets nobody else answer requests with these ids until the transaction ends, on any node. What
     * was answered before is found afterwards.
     */
    void lock(String partner, Collection<String> requestIds) {
        if (!requestIds.isEmpty()) {
            jdbc.query(
                    """
                    SELECT pg_advisory_xact_lock(key)
                      FROM (SELECT DISTINCT
                                   hashtextextended('partner-request/' || ? || '/' || id, 0) AS key
                              FROM unnest(?::text[]) AS asked (id) ORDER BY key) AS keys
                    """,
                    row -> {},
                    partner,
                    requestIds.toArray(String[]::new));
        }
    }

    /**
     * What a request is answered from now on.
     *
     * @param instruction that it began
     */
    record Answered(Request request, String answer, Optional<InstructionId> instruction) {}

    /** Keeps the answers to requests that are locked and were not answered before. */
    void remember(String partner, List<Answered> answers) {
        if (answers.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO partner.request (partner, request_id, type, digest, answer,
                    instruction_id)
                SELECT ?, * FROM unnest(?::text[], ?::text[], ?::bytea[], ?::text[], ?::uuid[])
                """,
                partner,
                answers.stream().map(a -> a.request().requestId()).toArray(String[]::new),
                answers.stream().map(a -> a.request().type().word()).toArray(String[]::new),
                answers.stream().map(a -> a.request().digest()).toArray(byte[][]::new),
                answers.stream().map(Answered::answer).toArray(String[]::new),
                answers.stream()
                        .map(a -> a.instruction().map(InstructionId::value).orElse(null))
                        .toArray(UUID[]::new));
    }

    /** Which payments these requests proposed. */
    Map<String, InstructionId> proposed(String partner, Collection<String> requestIds) {
        var found = new HashMap<String, InstructionId>();
        if (!requestIds.isEmpty()) {
            jdbc.query(
                    "SELECT request_id, instruction_id FROM partner.request"
                            + " WHERE partner = ? AND request_id = ANY (?)"
                            + " AND type = 'payment.create' AND instruction_id IS NOT NULL",
                    row -> {
                        found.put(
                                row.getString(1), new InstructionId(row.getObject(2, UUID.class)));
                    },
                    partner,
                    requestIds.toArray(String[]::new));
        }
        return found;
    }

    /**
     * A payment that a request proposed.
     *
     * @param at when the request was taken
     */
    record Proposed(InstructionId payment, String requestId, Instant at) {}

    /**
     * Payments that were proposed between two moments, in an order that stays.
     *
     * @param after the last one of those before; null to begin
     */
    List<Proposed> proposed(
            String partner, Instant from, Instant until, @Nullable Proposed after, int limit) {
        return jdbc.query(
                """
                SELECT instruction_id, request_id, received_at FROM partner.request
                 WHERE partner = ? AND type = 'payment.create' AND instruction_id IS NOT NULL
                   AND received_at >= ? AND received_at < ?
                   AND (received_at, instruction_id) > (?, ?)
                 ORDER BY received_at, instruction_id LIMIT ?
                """,
                (row, n) -> proposed(row),
                partner,
                Timestamp.from(from),
                Timestamp.from(until),
                after == null ? Timestamp.from(Instant.EPOCH) : Timestamp.from(after.at()),
                after == null ? new UUID(0, 0) : after.payment().value(),
                limit);
    }

    /** The request that proposed a payment. */
    Optional<Proposed> proposal(String partner, InstructionId payment) {
        return jdbc
                .query(
                        "SELECT instruction_id, request_id, received_at FROM partner.request"
                                + " WHERE instruction_id = ? AND partner = ?"
                                + " AND type = 'payment.create'",
                        (row, n) -> proposed(row),
                        payment.value(),
                        partner)
                .stream()
                .findFirst();
    }

    private static Proposed proposed(ResultSet row) throws SQLException {
        return new Proposed(
                new InstructionId(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getTimestamp(3).toInstant());
    }

    /** By which request each of the payments was proposed. */
    Map<InstructionId, String> proposers(Collection<InstructionId> payments) {
        var found = new HashMap<InstructionId, String>();
        jdbc.query(
                "SELECT instruction_id, request_id FROM partner.request"
                        + " WHERE instruction_id = ANY (?) AND type = 'payment.create'",
                row -> {
                    found.put(new InstructionId(row.getObject(1, UUID.class)), row.getString(2));
                },
                (Object) payments.stream().map(InstructionId::value).toArray(UUID[]::new));
        return found;
    }

    void note(Envelope envelope, Fault fault) {
        jdbc.update(
                "INSERT INTO partner.fault (partner, code, field, explanation, request_id,"
                        + " correlation) VALUES (?, ?, ?, ?, ?, ?)",
                envelope.partner(),
                fault.code().name(),
                fault.field(),
                fault.explanation(),
                envelope.requestId(),
                envelope.correlation());
    }

    /** Deletes what is older, a part in a statement; true while there may be more. */
    boolean deleteOlder(Duration age) {
        boolean moreRequests = deleteOlder("request", "received_at", age);
        boolean moreFaults = deleteOlder("fault", "at", age);
        return moreRequests || moreFaults;
    }

    private boolean deleteOlder(String table, String column, Duration age) {
        int deleted =
                jdbc.update(
                        """
                        DELETE FROM partner.%s WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM partner.%s
                             WHERE %s < clock_timestamp() - make_interval(secs => ?)
                             ORDER BY %s LIMIT ?))
                        """
                                .formatted(table, table, column, column),
                        (double) age.toSeconds(),
                        AT_ONCE);
        return deleted == AT_ONCE;
    }
}
