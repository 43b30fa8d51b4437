package kz.nusqau.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of applications for the rest of an advance. */
final class RefundApplicationStore {

    private final JdbcTemplate jdbc;

    RefundApplicationStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else takes one of this subscriber in until the transaction ends. */
    void lock(SubscriberId subscriber) {
        jdbc.queryForObject(
                "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))::text",
                String.class,
                "refund-application " + subscriber.value());
    }

    void insert(UUID id, SubscriberId subscriber, LocalDate appliedOn, LocalDate dueOn) {
        jdbc.update(
                "INSERT INTO payment.refund_application (id, subscriber_id, applied_on, due_on)"
                        + " VALUES (?, ?, ?, ?)",
                id,
                subscriber.value(),
                appliedOn,
                dueOn);
    }

    /** With what it began, or with what stood in its way. */
    void insertTry(
            UUID application,
            Instant at,
            String who,
            String reason,
            @Nullable InstructionId begun,
            @Nullable String obstacle) {
        jdbc.update(
                "INSERT INTO payment.refund_try (application_id, at, who, reason, instruction_id,"
                        + " obstacle) VALUES (?, ?, ?, ?, ?, ?)",
                application,
                Timestamp.from(at),
                who,
                reason,
                begun == null ? null : begun.value(),
                obstacle);
    }

    Optional<UUID> openOf(SubscriberId subscriber) {
        return jdbc
                .queryForList(
                        "SELECT id FROM payment.open_refund_application WHERE subscriber_id = ?",
                        UUID.class,
                        subscriber.value())
                .stream()
                .findFirst();
    }

    /** Those that are open, the one that is due first first. */
    List<UUID> open(int limit) {
        return jdbc.queryForList(
                "SELECT id FROM payment.open_refund_application ORDER BY due_on, id LIMIT ?",
                UUID.class,
                limit);
    }

    long overdue(LocalDate today) {
        Long count =
                jdbc.queryForObject(
                        "SELECT count(*) FROM payment.open_refund_application WHERE due_on < ?",
                        Long.class,
                        today);
        return count == null ? 0 : count;
    }

    /** Whether an instruction of the subscriber has not come to its end. */
    boolean isAnythingOpen(SubscriberId subscriber) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        "SELECT EXISTS (SELECT FROM payment.payment"
                                + " WHERE subscriber_id = ? AND open)",
                        Boolean.class,
                        subscriber.value()));
    }

    /** In this order; what is no application is left out. */
    List<RefundApplicationView> views(List<UUID> ids, LocalDate today) {
        Map<UUID, List<RefundApplicationView.Try>> tries = tries(ids);
        var views = new HashMap<UUID, RefundApplicationView>();
        jdbc.query(
                "SELECT id, subscriber_id, applied_on, due_on FROM payment.refund_application"
                        + " WHERE id = ANY (?)",
                row -> {
                    UUID id = row.getObject("id", UUID.class);
                    views.put(
                            id,
                            RefundApplicationView.of(
                                    id,
                                    row.getObject("subscriber_id", UUID.class),
                                    row.getObject("applied_on", LocalDate.class),
                                    row.getObject("due_on", LocalDate.class),
                                    today,
                                    tries.getOrDefault(id, List.of())));
                },
                (Object) array(ids));
        return ids.stream().flatMap(id -> Optional.ofNullable(views.get(id)).stream()).toList();
    }

    private Map<UUID, List<RefundApplicationView.Try>> tries(List<UUID> ids) {
        var tries = new HashMap<UUID, List<RefundApplicationView.Try>>();
        jdbc.query(
                """
                SELECT t.application_id, t.at, t.who, t.reason, t.instruction_id, p.amount, p.state,
                       coalesce(t.obstacle, lower(replace(p.reason, '_', '-'))) AS obstacle
                  FROM payment.refund_try t
                  LEFT JOIN payment.payment p ON p.id = t.instruction_id
                 WHERE t.application_id = ANY (?)
                 ORDER BY t.id
                """,
                row -> {
                    tries.computeIfAbsent(
                                    row.getObject("application_id", UUID.class),
                                    id -> new ArrayList<>())
                            .add(oneTry(row));
                },
                (Object) array(ids));
        return tries;
    }

    private static RefundApplicationView.Try oneTry(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new RefundApplicationView.Try(
                row.getTimestamp("at").toInstant(),
                row.getString("who"),
                row.getString("reason"),
                row.getObject("instruction_id", UUID.class),
                row.getObject("amount", Long.class),
                state == null ? null : EndingView.word(PaymentState.valueOf(state)),
                row.getString("obstacle"));
    }

    private static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
