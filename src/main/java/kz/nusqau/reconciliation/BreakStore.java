package kz.nusqau.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of breaks and of what people did with them. */
final class BreakStore {

    private final JdbcClient client;

    BreakStore(JdbcClient client) {
        this.client = client;
    }

    /**
     * Oldest first.
     *
     * @param today to tell ages
     */
    List<BreakView> list(Filter filter, LocalDate today) {
        return client.sql(
                        """
                        select * from reconciliation.break
                         where (:counterparty::text is null or counterparty = :counterparty)
                           and (:state::text is null or state = :state)
                           and (:kind::text is null or kind = :kind)
                           and (:assignee::text is null or coalesce(assignee, '') = :assignee)
                           and (:notAfter::date is null or day <= :notAfter)
                           and (:after::bigint is null or id > :after)
                         order by id limit :limit
                        """)
                .param("counterparty", filter.counterparty())
                .param("state", filter.state())
                .param("kind", filter.kind() == null ? null : filter.kind().word())
                .param("assignee", filter.assignee())
                .param("notAfter", filter.notAfter())
                .param("after", filter.after())
                .param("limit", filter.limit())
                .query((row, n) -> view(row, today))
                .list();
    }

    Optional<BreakView> find(long id, LocalDate today) {
        return client.sql("select * from reconciliation.break where id = ?")
                .param(id)
                .query((row, n) -> view(row, today))
                .optional();
    }

    /** Whether it was open and now is theirs. */
    boolean assign(long id, String assignee) {
        return client.sql(
                                "update reconciliation.break set assignee = ?"
                                        + " where id = ? and state = 'open'")
                        .param(assignee)
                        .param(id)
                        .update()
                == 1;
    }

    /** Whether it was open until now. */
    boolean resolve(long id) {
        return client.sql(
                                """
                                update reconciliation.break
                                   set state = 'resolved', resolved_at = clock_timestamp()
                                 where id = ? and state = 'open'
                                """)
                        .param(id)
                        .update()
                == 1;
    }

    void act(long id, String who, String act, String detail) {
        client.sql(
                        "insert into reconciliation.act (break, who, act, detail)"
                                + " values (?, ?, ?, ?)")
                .param(id)
                .param(who)
                .param(act)
                .param(detail)
                .update();
    }

    List<ActView> acts(long id) {
        return client.sql(
                        "select at, who, act, detail from reconciliation.act"
                                + " where break = ? order by id")
                .param(id)
                .query(
                        (row, n) ->
                                new ActView(
                                        row.getObject("at", OffsetDateTime.class).toInstant(),
                                        row.getString("who"),
                                        row.getString("act"),
                                        row.getString("detail")))
                .list();
    }

    /** Open ones that are alike, together. */
    List<OpenBreaksView> open(LocalDate today) {
        return client.sql(
                        """
                        select counterparty, kind, currency, count(*) as open,
                               sum(abs(coalesce(our_amount, 0) - coalesce(their_amount, 0)))
                                   as amount,
                               min(day) as oldest,
                               count(*) filter (where :today - day <= 1) as up_to_1,
                               count(*) filter (where :today - day between 2 and 7) as up_to_7,
                               count(*) filter (where :today - day between 8 and 30) as up_to_30,
                               count(*) filter (where :today - day > 30) as older
                          from reconciliation.break where state = 'open'
                         group by counterparty, kind, currency
                         order by counterparty, kind, currency
                        """)
                .param("today", today)
                .query(
                        (row, n) ->
                                new OpenBreaksView(
                                        row.getString("counterparty"),
                                        row.getString("kind"),
                                        row.getString("currency"),
                                        row.getLong("open"),
                                        row.getLong("amount"),
                                        row.getObject("oldest", LocalDate.class),
                                        new OpenBreaksView.Ages(
                                                row.getLong("up_to_1"),
                                                row.getLong("up_to_7"),
                                                row.getLong("up_to_30"),
                                                row.getLong("older"))))
                .list();
    }

    private static BreakView view(ResultSet row, LocalDate today) throws SQLException {
        LocalDate day = row.getObject("day", LocalDate.class);
        String reference = row.getString("reference");
        return new BreakView(
                row.getLong("id"),
                row.getString("counterparty"),
                day,
                row.getString("kind"),
                row.getString("state"),
                reference,
                instruction(reference),
                row.getBoolean("repeated"),
                row.getObject("line", Integer.class),
                row.getString("their_reference"),
                row.getString("currency"),
                row.getObject("our_amount", Long.class),
                row.getObject("their_amount", Long.class),
                row.getString("our_state"),
                row.getString("their_state"),
                instant(row, "our_time"),
                instant(row, "their_time"),
                row.getString("assignee"),
                ChronoUnit.DAYS.between(day, today),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                instant(row, "resolved_at"));
    }

    private static @Nullable UUID instruction(String reference) {
        int slash = reference.indexOf('/');
        try {
            return slash < 0 ? null : UUID.fromString(reference.substring(0, slash));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
