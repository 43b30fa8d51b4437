package kz.nusqau.partner;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.partner.Answer.OfCode;
import kz.nusqau.partner.Answer.OfCode.Standing;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Codes that partners have issued, in sets; all in the caller's transaction. */
@Component
final class CodeStore {

    private static final double MILLIS = 1000.0;
    static final int AT_ONCE = 1_000;

    private static final String JUDGE =
            """
            WITH answer AS (
                SELECT * FROM unnest(?::uuid[], ?::bytea[]) AS n (id, proof)),
            judged AS (
                SELECT c.id, c.expires_at <= clock_timestamp() AS late, a.proof = c.proof AS right,
                       c.state AS before, c.subscriber_id
                  FROM partner.code c JOIN answer a ON a.id = c.id
                 WHERE c.partner = ?
                 ORDER BY c.id FOR UPDATE OF c),
            changed AS (
                UPDATE partner.code c
                   SET state = CASE WHEN j.right THEN 'verified'
                                    WHEN c.attempts_left = 1 THEN 'used_up' ELSE 'issued' END,
                       verified_at = CASE WHEN j.right THEN clock_timestamp() END,
                       proof = CASE WHEN NOT j.right AND c.attempts_left > 1 THEN c.proof END,
                       attempts_left = c.attempts_left - CASE WHEN j.right THEN 0 ELSE 1 END
                  FROM judged j
                 WHERE c.id = j.id AND j.before = 'issued' AND NOT j.late
                RETURNING c.id, c.state, c.attempts_left, c.expires_at)
            SELECT j.id,
                   CASE WHEN n.state = 'issued' THEN 'wrong'
                        WHEN n.state IS NOT NULL THEN n.state
                        WHEN j.before IN ('issued', 'expired') THEN 'expired'
                        -- What was verified once is used up: one code, one use.
                        ELSE 'used_up' END,
                   n.attempts_left, n.expires_at, j.subscriber_id, n.id IS NOT NULL
              FROM judged j LEFT JOIN changed n ON n.id = j.id
            """;

    private final JdbcTemplate jdbc;

    CodeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** By the clock that decides about expiry. */
    Instant now() {
        Timestamp now = jdbc.queryForObject("SELECT clock_timestamp()", Timestamp.class);
        if (now == null) {
            throw new IllegalStateException("the database has no time");
        }
        return now.toInstant();
    }

    /** A code to keep. */
    record New(
            UUID id,
            SubscriberId subscriber,
            byte[] proof,
            int attempts,
            Duration lifetime,
            boolean toSignIn,
            String requestId) {}

    /** Returns when each of them expires. */
    Map<UUID, Instant> insert(String partner, List<New> codes) {
        Map<UUID, Instant> expiry = new HashMap<>();
        if (!codes.isEmpty()) {
            jdbc.query(
                    """
                    INSERT INTO partner.code (id, partner, subscriber_id, proof, attempts_left,
                        expires_at, purpose, request_id)
                    SELECT id, ?, subscriber, proof, attempts,
                           clock_timestamp() + make_interval(secs => lifetime), purpose, request
                      FROM unnest(?::uuid[], ?::uuid[], ?::bytea[], ?::int[], ?::float8[],
                           ?::text[], ?::text[])
                           AS n (id, subscriber, proof, attempts, lifetime, purpose, request)
                    RETURNING id, expires_at
                    """,
                    row -> {
                        expiry.put(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant());
                    },
                    partner,
                    codes.stream().map(New::id).toArray(UUID[]::new),
                    codes.stream().map(code -> code.subscriber().value()).toArray(UUID[]::new),
                    codes.stream().map(New::proof).toArray(byte[][]::new),
                    codes.stream().map(New::attempts).toArray(Integer[]::new),
                    codes.stream()
                            .map(code -> code.lifetime().toMillis() / MILLIS)
                            .toArray(Double[]::new),
                    codes.stream()
                            .map(code -> code.toSignIn() ? "sign-in" : "delivery")
                            .toArray(String[]::new),
                    codes.stream().map(New::requestId).toArray(String[]::new));
        }
        return expiry;
    }

    /** How many codes of the partner each subscriber has that may still be verified. */
    Map<SubscriberId, Integer> open(String partner, Collection<SubscriberId> subscribers) {
        Map<SubscriberId, Integer> counts = new HashMap<>();
        jdbc.query(
                """
                SELECT subscriber_id, count(*) FROM partner.code
                 WHERE state = 'issued' AND partner = ? AND subscriber_id = ANY (?)
                   AND expires_at > clock_timestamp()
                 GROUP BY subscriber_id
                """,
                row -> {
                    counts.put(new SubscriberId(row.getObject(1, UUID.class)), row.getInt(2));
                },
                partner,
                subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new));
        return counts;
    }

    /**
     * What came of a try.
     *
     * @param subscriber whose code it is
     * @param taken as an attempt; a code that has ended takes none
     */
    record Judged(OfCode answer, SubscriberId subscriber, boolean taken) {}

    /** Judges one try for each code; those that are not the partner's are absent. */
    Map<UUID, Judged> judge(String partner, Map<UUID, byte[]> proofs) {
        Map<UUID, Judged> judged = new HashMap<>();
        if (!proofs.isEmpty()) {
            var ids = List.copyOf(proofs.keySet());
            jdbc.query(
                    JUDGE,
                    row -> {
                        UUID id = row.getObject(1, UUID.class);
                        judged.put(
                                id,
                                new Judged(
                                        answer(
                                                id,
                                                Standing.valueOf(
                                                        row.getString(2).toUpperCase(Locale.ROOT)),
                                                row.getInt(3),
                                                row.getTimestamp(4)),
                                        new SubscriberId(row.getObject(5, UUID.class)),
                                        row.getBoolean(6)));
                    },
                    ids.toArray(UUID[]::new),
                    ids.stream().map(proofs::get).toArray(byte[][]::new),
                    partner);
        }
        return judged;
    }

    /** Whose those codes are that may still sign somebody in; all others are absent. */
    Map<UUID, SubscriberId> signingIn(String partner, Collection<UUID> codes) {
        Map<UUID, SubscriberId> whose = new HashMap<>();
        if (!codes.isEmpty()) {
            jdbc.query(
                    "SELECT id, subscriber_id FROM partner.code WHERE partner = ? AND id = ANY (?)"
                            + " AND purpose = 'sign-in' AND state = 'issued'",
                    row -> {
                        whose.put(
                                row.getObject(1, UUID.class),
                                new SubscriberId(row.getObject(2, UUID.class)));
                    },
                    partner,
                    codes.toArray(UUID[]::new));
        }
        return whose;
    }

    /** Whose code it is that was verified for signing in, a short time ago. */
    Optional<SubscriberId> signedIn(String partner, UUID code, Duration session) {
        return jdbc
                .query(
                        """
                        SELECT subscriber_id FROM partner.code
                         WHERE id = ? AND partner = ? AND purpose = 'sign-in'
                           AND state = 'verified'
                           AND verified_at > clock_timestamp() - make_interval(secs => ?)
                        """,
                        (row, n) -> new SubscriberId(row.getObject(1, UUID.class)),
                        code,
                        partner,
                        session.toMillis() / MILLIS)
                .stream()
                .findFirst();
    }

    /**
     * A code that its partner is told of.
     *
     * @param requestId of the request that issued it; null for those that are older than events
     */
    record Told(UUID id, String partner, @Nullable String requestId, Instant expiresAt) {}

    /** Notes that a code's text didn't arrive; empty where that is known, or it has ended. */
    List<Told> undelivered(UUID code) {
        return jdbc.query(
                """
                UPDATE partner.code SET undelivered_at = clock_timestamp()
                 WHERE id = ? AND state = 'issued' AND undelivered_at IS NULL
                   AND expires_at > clock_timestamp()
                RETURNING id, partner, request_id, expires_at
                """,
                (row, n) -> told(row),
                code);
    }

    /** Ends a part of those whose time is over. */
    List<Told> expire() {
        return jdbc.query(
                """
                WITH over AS (
                    SELECT id FROM partner.code
                     WHERE state = 'issued' AND expires_at <= statement_timestamp()
                     ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE partner.code c SET state = 'expired', proof = NULL
                  FROM over o WHERE c.id = o.id
                RETURNING c.id, c.partner, c.request_id, c.expires_at
                """,
                (row, n) -> told(row),
                AT_ONCE);
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toInstant());
    }

    private static OfCode answer(
            UUID id, Standing standing, int left, @Nullable Timestamp expiresAt) {
        return expiresAt == null || standing != Standing.WRONG
                ? new OfCode(id, standing, Optional.empty(), Optional.empty())
                : new OfCode(id, standing, Optional.of(left), Optional.of(expiresAt.toInstant()));
    }

    /** Deletes a part of those that ended longer ago; true while there may be more. */
    boolean deleteExpiredBefore(Duration age) {
        int deleted =
                jdbc.update(
                        """
                        DELETE FROM partner.code WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM partner.code
                             WHERE expires_at < clock_timestamp() - make_interval(secs => ?)
                             ORDER BY expires_at LIMIT ?))
                        """,
                        (double) age.toSeconds(),
                        AT_ONCE);
        return deleted == AT_ONCE;
    }
}
