package kz.nusqau.confirmation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.confirmation.EndedChallenge.Ending;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of challenges. Rows are locked in the order of their subscribers. */
final class ChallengeStore {

    private static final double MILLIS = 1000.0;
    private static final String ENDED =
            "c.id, c.subscriber_id, c.instruction_id, c.kind, c.state, c.prompt_message,"
                    + " c.expires_at, c.subject ";

    private static final String LAST_ENDED =
            "SELECT "
                    + ENDED
                    + """
                       FROM unnest(?::uuid[]) AS s (id)
                      CROSS JOIN LATERAL (
                            SELECT * FROM confirmation.challenge
                             WHERE subscriber_id = s.id ORDER BY opened_at DESC LIMIT 1) c
                      WHERE c.state <> 'open'
                    """;

    private static final String JUDGE =
            """
            WITH answer AS (
                SELECT * FROM unnest(?::uuid[], ?::bytea[], ?::timestamptz[])
                    AS n (id, proof, received_at)),
            locked AS (
                SELECT c.id, CASE WHEN a.received_at > c.expires_at THEN 'expired'
                                  WHEN a.proof = c.proof THEN 'confirmed'
                                  WHEN c.attempts_left = 1 THEN 'used-up'
                                  ELSE 'open' END AS state
                  FROM confirmation.challenge c JOIN answer a ON a.id = c.id
                 WHERE c.state = 'open'
                 ORDER BY c.subscriber_id FOR UPDATE OF c)
            UPDATE confirmation.challenge c
               SET state = l.state,
                   proof = CASE WHEN l.state = 'open' THEN c.proof END,
                   ended_at = CASE WHEN l.state <> 'open' THEN clock_timestamp() END,
                   attempts_left = c.attempts_left
                       - CASE WHEN l.state IN ('open', 'used-up') THEN 1 ELSE 0 END
              FROM locked l
             WHERE c.id = l.id
            RETURNING\s"""
                    + ENDED
                    + ", c.attempts_left";

    private static final String INSERT =
            """
            INSERT INTO confirmation.challenge (id, subscriber_id, instruction_id, kind, proof,
                attempts_left, prompt_message, expires_at, subject)
            SELECT id, subscriber, instruction, kind, proof, attempts, prompt,
                   clock_timestamp() + make_interval(secs => lifetime), subject
              FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::bytea[], ?::int[],
                   ?::uuid[], ?::float8[], ?::text[])
                   AS n (id, subscriber, instruction, kind, proof, attempts, prompt, lifetime,
                         subject)
            """;

    private final JdbcTemplate jdbc;

    ChallengeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(List<ChallengeRequest> requests, Map<UUID, byte[]> proofs) {
        jdbc.update(INSERT, columns(requests, proofs));
    }

    /**
     * Returns those that were inserted. Somebody who opens one for the same subscriber at the same
     * moment is waited for.
     */
    Set<UUID> insertWhereNoneIs(List<ChallengeRequest> requests, Map<UUID, byte[]> proofs) {
        return new HashSet<>(
                jdbc.query(
                        INSERT
                                + """
                                  ON CONFLICT (subscriber_id) WHERE state = 'open' DO NOTHING
                                  RETURNING id
                                  """,
                        (row, n) -> row.getObject(1, UUID.class),
                        columns(requests, proofs)));
    }

    private static Object[] columns(List<ChallengeRequest> requests, Map<UUID, byte[]> proofs) {
        var ordered =
                requests.stream()
                        .sorted(Comparator.comparing(r -> r.subscriber().value()))
                        .toList();
        return new Object[] {
            ordered.stream().map(ChallengeRequest::id).toArray(UUID[]::new),
            ordered.stream().map(r -> r.subscriber().value()).toArray(UUID[]::new),
            ordered.stream().map(r -> r.instruction().value()).toArray(UUID[]::new),
            ordered.stream()
                    .map(r -> r.kind().name().toLowerCase(Locale.ROOT))
                    .toArray(String[]::new),
            ordered.stream().map(r -> proofs.get(r.id())).toArray(byte[][]::new),
            ordered.stream().map(ChallengeRequest::attempts).toArray(Integer[]::new),
            ordered.stream().map(ChallengeRequest::promptMessage).toArray(UUID[]::new),
            ordered.stream().map(r -> r.lifetime().toMillis() / MILLIS).toArray(Double[]::new),
            ordered.stream().map(r -> name(r.subject())).toArray(String[]::new)
        };
    }

    /** What the answers led to, with the challenges that they ended. */
    Judgement judge(List<ConfirmAttempt> attempts, Map<UUID, byte[]> proofs) {
        var judgement = new Judgement(new HashMap<>(), new ArrayList<>());
        jdbc.query(
                JUDGE,
                row -> {
                    String state = row.getString(5);
                    judgement
                            .outcomes()
                            .put(row.getObject(1, UUID.class), outcome(state, row.getInt(9)));
                    if (!state.equals("open")) {
                        judgement.ended().add(ended(row));
                    }
                },
                attempts.stream().map(ConfirmAttempt::challenge).toArray(UUID[]::new),
                attempts.stream().map(a -> proofs.get(a.challenge())).toArray(byte[][]::new),
                attempts.stream()
                        .map(a -> Timestamp.from(a.receivedAt()))
                        .toArray(Timestamp[]::new));
        return judgement;
    }

    record Judgement(Map<UUID, ConfirmOutcome> outcomes, List<EndedChallenge> ended) {}

    /**
     * Ends what is open.
     *
     * @param subject only what asks about that; null: about anything
     * @param whatever for these, whatever it asks about
     * @param asked for these only what asks about their instruction
     */
    List<EndedChallenge> end(
            @Nullable Subject subject,
            Collection<SubscriberId> whatever,
            Map<SubscriberId, InstructionId> asked,
            Ending ending) {
        var subscribers = new ArrayList<>(whatever);
        subscribers.addAll(asked.keySet());
        if (subscribers.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                """
                WITH locked AS (
                    SELECT id FROM confirmation.challenge
                     WHERE state = 'open' AND subscriber_id = ANY (?)
                       AND subject = coalesce(?, subject)
                       AND (subscriber_id = ANY (?) OR instruction_id = ANY (?))
                     ORDER BY subscriber_id FOR UPDATE)
                UPDATE confirmation.challenge c
                   SET state = ?, proof = NULL, ended_at = clock_timestamp()
                  FROM locked WHERE c.id = locked.id
                RETURNING\s"""
                        + ENDED,
                (row, n) -> ended(row),
                values(subscribers),
                subject == null ? null : name(subject),
                values(whatever),
                asked.values().stream().map(InstructionId::value).toArray(UUID[]::new),
                name(ending));
    }

    List<EndedChallenge> expire(Duration grace, int limit) {
        return jdbc.query(
                """
                WITH late AS (
                    SELECT id FROM confirmation.challenge
                     WHERE state = 'open'
                       AND expires_at < clock_timestamp() - make_interval(secs => ?)
                     ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)
                UPDATE confirmation.challenge c
                   SET state = 'expired', proof = NULL, ended_at = clock_timestamp()
                  FROM late WHERE c.id = late.id
                RETURNING\s"""
                        + ENDED,
                (row, n) -> ended(row),
                grace.toMillis() / MILLIS,
                limit);
    }

    Map<SubscriberId, OpenChallenge> open(Collection<SubscriberId> subscribers) {
        Map<SubscriberId, OpenChallenge> found = new HashMap<>();
        if (!subscribers.isEmpty()) {
            jdbc.query(
                    """
                    SELECT id, subscriber_id, instruction_id, kind, attempts_left, opened_at,
                           expires_at, prompt_message, subject
                      FROM confirmation.challenge WHERE state = 'open' AND subscriber_id = ANY (?)
                    """,
                    row -> {
                        var challenge = open(row);
                        found.put(challenge.subscriber(), challenge);
                    },
                    (Object) values(subscribers));
        }
        return found;
    }

    Map<SubscriberId, EndedChallenge> lastEnded(Collection<SubscriberId> subscribers) {
        Map<SubscriberId, EndedChallenge> found = new HashMap<>();
        if (!subscribers.isEmpty()) {
            jdbc.query(
                    LAST_ENDED,
                    row -> {
                        var challenge = ended(row);
                        found.put(challenge.subscriber(), challenge);
                    },
                    (Object) values(subscribers));
        }
        return found;
    }

    private static ConfirmOutcome outcome(String state, int attemptsLeft) {
        return switch (state) {
            case "confirmed" -> new ConfirmOutcome.Confirmed();
            case "expired" -> new ConfirmOutcome.Expired();
            case "used-up" -> new ConfirmOutcome.UsedUp();
            case "open" -> new ConfirmOutcome.Wrong(attemptsLeft);
            default -> throw new IllegalStateException("an answer led to " + state);
        };
    }

    private static OpenChallenge open(ResultSet row) throws SQLException {
        return new OpenChallenge(
                row.getObject(1, UUID.class),
                new SubscriberId(row.getObject(2, UUID.class)),
                new InstructionId(row.getObject(3, UUID.class)),
                kind(row.getString(4)),
                row.getInt(5),
                row.getTimestamp(6).toInstant(),
                row.getTimestamp(7).toInstant(),
                row.getObject(8, UUID.class),
                subject(row.getString(9)));
    }

    private static EndedChallenge ended(ResultSet row) throws SQLException {
        return new EndedChallenge(
                row.getObject(1, UUID.class),
                new SubscriberId(row.getObject(2, UUID.class)),
                new InstructionId(row.getObject(3, UUID.class)),
                kind(row.getString(4)),
                Ending.valueOf(row.getString(5).toUpperCase(Locale.ROOT).replace('-', '_')),
                row.getObject(6, UUID.class),
                row.getTimestamp(7).toInstant(),
                subject(row.getString(8)));
    }

    private static ChallengeKind kind(String name) {
        return ChallengeKind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static Subject subject(String name) {
        return Subject.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static UUID[] values(Collection<SubscriberId> subscribers) {
        return subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new);
    }
}
