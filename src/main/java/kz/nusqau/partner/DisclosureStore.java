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
import kz.nusqau.partner.Disclosure.Status;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Scope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What partners want to be shown, in sets; all in the caller's transaction. */
@Component
final class DisclosureStore {

    private static final double MILLIS = 1000.0;
    private static final int AT_ONCE = 1_000;
    private static final String RETURNED =
            " RETURNING d.id, d.partner, d.request_id, d.subscriber_id, d.about, d.bank";

    private final JdbcTemplate jdbc;

    DisclosureStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(List<Disclosure> disclosures) {
        if (!disclosures.isEmpty()) {
            jdbc.update(
                    """
                    INSERT INTO partner.disclosure (id, partner, request_id, subscriber_id, about,
                        bank)
                    SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::text[],
                        ?::text[])
                    """,
                    disclosures.stream().map(it -> it.id().value()).toArray(UUID[]::new),
                    disclosures.stream().map(Disclosure::partner).toArray(String[]::new),
                    disclosures.stream().map(Disclosure::requestId).toArray(String[]::new),
                    disclosures.stream().map(it -> it.subscriber().value()).toArray(UUID[]::new),
                    disclosures.stream().map(it -> word(it.scope().about())).toArray(String[]::new),
                    disclosures.stream()
                            .map(it -> it.scope().bank().orElse(null))
                            .toArray(String[]::new));
        }
    }

    /** How many of the partner's wait for their subscribers, counted up to a number. */
    int pending(String partner, int upTo) {
        Integer count =
                jdbc.queryForObject(
                        "SELECT count(*) FROM (SELECT FROM partner.disclosure WHERE partner = ?"
                                + " AND ended_at IS NULL AND state = 'pending' LIMIT ?) AS n",
                        Integer.class,
                        partner,
                        upTo);
        return count == null ? 0 : count;
    }

    /** Those of the partner's that wait for their subscribers, a part. */
    Map<SubscriberId, InstructionId> waiting(String partner, int upTo) {
        Map<SubscriberId, InstructionId> found = new HashMap<>();
        jdbc.query(
                "SELECT subscriber_id, id FROM partner.disclosure WHERE partner = ?"
                        + " AND ended_at IS NULL AND state = 'pending' ORDER BY id LIMIT ?",
                row -> {
                    found.put(
                            new SubscriberId(row.getObject(1, UUID.class)),
                            new InstructionId(row.getObject(2, UUID.class)));
                },
                partner,
                upTo);
        return found;
    }

    /** Their subscribers agreed: they are looked up from now on, and for so long. */
    void agree(Collection<InstructionId> ids, Duration lookingFor) {
        if (!ids.isEmpty()) {
            jdbc.update(
                    """
                    UPDATE partner.disclosure
                       SET state = 'agreed', look_up_at = clock_timestamp(),
                           give_up_at = clock_timestamp() + make_interval(secs => ?)
                     WHERE id = ANY (?) AND state = 'pending'
                    """,
                    lookingFor.toMillis() / MILLIS,
                    values(ids));
        }
    }

    /** Ends those that wait for their subscribers, or are looked up; returns them. */
    List<Disclosure> end(Collection<InstructionId> ids, Status status) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.query(
                """
                WITH locked AS (
                    SELECT id FROM partner.disclosure WHERE id = ANY (?) AND ended_at IS NULL
                     ORDER BY id FOR UPDATE)
                UPDATE partner.disclosure d
                   SET state = ?, ended_at = clock_timestamp(), look_up_at = NULL,
                       give_up_at = NULL
                  FROM locked WHERE d.id = locked.id
                """
                        + RETURNED,
                (row, n) -> disclosure(row),
                values(ids),
                word(status));
    }

    /**
     * Takes some of those that are due, of one source; what isn't answered is due again after the
     * pause.
     *
     * @param bank empty for the operator
     */
    List<Disclosure> take(Optional<String> bank, int limit, Duration pause) {
        return jdbc.query(
                """
                UPDATE partner.disclosure d
                   SET look_up_at = clock_timestamp() + make_interval(secs => ?)
                 WHERE d.id = ANY (ARRAY(
                           SELECT id FROM partner.disclosure
                            WHERE state = 'agreed' AND look_up_at <= clock_timestamp()
                              AND bank IS NOT DISTINCT FROM ?
                            ORDER BY look_up_at LIMIT ? FOR UPDATE SKIP LOCKED))
                """
                        + RETURNED,
                (row, n) -> disclosure(row),
                pause.toMillis() / MILLIS,
                bank.orElse(null),
                limit);
    }

    /**
     * What is agreed to and comes from this source isn't given up before then.
     *
     * @param bank empty for the operator
     */
    void letWait(Optional<String> bank, Instant until) {
        jdbc.update(
                """
                UPDATE partner.disclosure SET give_up_at = ?
                 WHERE state = 'agreed' AND bank IS NOT DISTINCT FROM ? AND give_up_at < ?
                """,
                Timestamp.from(until),
                bank.orElse(null),
                Timestamp.from(until));
    }

    /** Some of those that were looked up for too long. A read. */
    List<Disclosure> overdue(int limit) {
        return jdbc.query(
                """
                SELECT id, partner, request_id, subscriber_id, about, bank FROM partner.disclosure
                 WHERE state = 'agreed' AND give_up_at <= clock_timestamp()
                 ORDER BY give_up_at LIMIT ?
                """,
                (row, n) -> disclosure(row),
                limit);
    }

    /** Deletes a part of those that ended longer ago; true while there may be more. */
    boolean deleteEndedBefore(Duration age) {
        int deleted =
                jdbc.update(
                        """
                        DELETE FROM partner.disclosure WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM partner.disclosure
                             WHERE ended_at < clock_timestamp() - make_interval(secs => ?)
                             ORDER BY ended_at LIMIT ?))
                        """,
                        (double) age.toSeconds(),
                        AT_ONCE);
        return deleted == AT_ONCE;
    }

    private static Disclosure disclosure(ResultSet row) throws SQLException {
        return new Disclosure(
                new InstructionId(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                new SubscriberId(row.getObject(4, UUID.class)),
                new Scope(
                        Scope.About.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString(6))));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static UUID[] values(Collection<InstructionId> ids) {
        return ids.stream().map(InstructionId::value).sorted().toArray(UUID[]::new);
    }
}
