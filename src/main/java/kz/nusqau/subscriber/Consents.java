package kz.nusqau.subscriber;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.Scope.About;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The record of what subscribers were asked to show to whom, of what they said and what was shown;
 * all in the caller's transaction. One consent is one answer, and is used up by it.
 */
@Component
public class Consents {

    private static final double MILLIS = 1000.0;
    private static final String COLUMNS =
            "id, subscriber_id, partner, partner_name, about, bank, wording, state";
    private static final String RETURNED =
            "RETURNING c.id, c.subscriber_id, c.partner, c.partner_name, c.about, c.bank,"
                    + " c.wording, c.state";

    private final JdbcTemplate jdbc;

    Consents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Records that these questions leave. */
    public void ask(List<Consent> consents) {
        if (consents.isEmpty()) {
            return;
        }
        var ordered =
                consents.stream()
                        .sorted(Comparator.comparing(c -> c.subscriber().value()))
                        .toList();
        jdbc.update(
                """
                INSERT INTO subscriber.consent (id, subscriber_id, partner, partner_name, about,
                    bank, wording)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[])
                """,
                ordered.stream().map(c -> c.id().value()).toArray(UUID[]::new),
                ordered.stream().map(c -> c.subscriber().value()).toArray(UUID[]::new),
                ordered.stream().map(Consent::partner).toArray(String[]::new),
                ordered.stream().map(Consent::partnerName).toArray(String[]::new),
                ordered.stream().map(c -> word(c.scope().about())).toArray(String[]::new),
                ordered.stream().map(c -> c.scope().bank().orElse(null)).toArray(String[]::new),
                ordered.stream().map(Consent::wording).toArray(String[]::new));
    }

    /** What is not known is absent. A read: needs no transaction. */
    public Map<InstructionId, Consent> find(Collection<InstructionId> ids) {
        Map<InstructionId, Consent> found = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.query(
                    "SELECT " + COLUMNS + " FROM subscriber.consent WHERE id = ANY (?)",
                    row -> {
                        Consent consent = consent(row);
                        found.put(consent.id(), consent);
                    },
                    (Object) values(ids));
        }
        return found;
    }

    /** Records what became of questions; returns those that were open until now. */
    public List<Consent> end(Map<InstructionId, Consent.State> endings) {
        return change(endings, "asked", "answered_at");
    }

    /**
     * Uses consents up, or records that they are of no use any more; returns those that could be
     * used until now. What is absent must not be shown.
     */
    public Set<InstructionId> spend(Map<InstructionId, Consent.State> endings) {
        return change(endings, "given", "spent_at").stream()
                .map(Consent::id)
                .collect(Collectors.toSet());
    }

    private List<Consent> change(
            Map<InstructionId, Consent.State> endings, String before, String when) {
        if (endings.isEmpty()) {
            return List.of();
        }
        var ids = new ArrayList<InstructionId>();
        var states = new ArrayList<String>();
        endings.forEach(
                (id, state) -> {
                    ids.add(id);
                    states.add(word(state));
                });
        return jdbc.query(
                """
                WITH locked AS (
                    SELECT id FROM subscriber.consent WHERE id = ANY (?) AND state = '%s'
                     ORDER BY id FOR UPDATE)
                UPDATE subscriber.consent c SET state = n.state, %s = clock_timestamp()
                  FROM unnest(?::uuid[], ?::text[]) AS n (id, state) JOIN locked USING (id)
                 WHERE c.id = n.id
                """
                                .formatted(before, when)
                        + RETURNED,
                (row, n) -> consent(row),
                values(ids),
                values(ids),
                states.toArray(String[]::new));
    }

    /** Takes back all that these gave and that was not used yet; returns that. */
    public List<Consent> withdraw(Collection<SubscriberId> subscribers) {
        return jdbc.query(
                """
                WITH locked AS (
                    SELECT id FROM subscriber.consent
                     WHERE subscriber_id = ANY (?) AND state = 'given'
                     ORDER BY id FOR UPDATE)
                UPDATE subscriber.consent c
                   SET state = 'withdrawn', spent_at = clock_timestamp()
                  FROM locked WHERE c.id = locked.id
                """
                        + RETURNED,
                (row, n) -> consent(row),
                (Object) subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new));
    }

    /** How often each of them was asked lately, by whichever partner. Absent: never. */
    public Map<SubscriberId, Integer> asked(Collection<SubscriberId> subscribers, Duration lately) {
        Map<SubscriberId, Integer> counts = new HashMap<>();
        jdbc.query(
                """
                SELECT subscriber_id, count(*) FROM subscriber.consent
                 WHERE subscriber_id = ANY (?)
                   AND asked_at > clock_timestamp() - make_interval(secs => ?)
                 GROUP BY subscriber_id
                """,
                row -> {
                    counts.put(new SubscriberId(row.getObject(1, UUID.class)), row.getInt(2));
                },
                subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new),
                lately.toMillis() / MILLIS);
        return counts;
    }

    /** Those who said no to this partner lately, or took a yes back. */
    public Set<SubscriberId> refused(
            String partner, Collection<SubscriberId> subscribers, Duration lately) {
        return new HashSet<>(
                jdbc.query(
                        """
                        SELECT DISTINCT subscriber_id FROM subscriber.consent
                         WHERE subscriber_id = ANY (?) AND partner = ?
                           AND state IN ('refused', 'withdrawn')
                           AND asked_at > clock_timestamp() - make_interval(secs => ?)
                        """,
                        (row, n) -> new SubscriberId(row.getObject(1, UUID.class)),
                        subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new),
                        partner,
                        lately.toMillis() / MILLIS));
    }

    private static Consent consent(ResultSet row) throws SQLException {
        return new Consent(
                new InstructionId(row.getObject(1, UUID.class)),
                new SubscriberId(row.getObject(2, UUID.class)),
                row.getString(3),
                row.getString(4),
                new Scope(
                        About.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString(6))),
                row.getString(7),
                Consent.State.valueOf(row.getString(8).toUpperCase(Locale.ROOT)));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static UUID[] values(Collection<InstructionId> ids) {
        return ids.stream().map(InstructionId::value).toArray(UUID[]::new);
    }
}
