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

    /** Oldest first. */
    List<BreakView> unresolved(int limit, LocalDate today) {
        return client.sql(
                        "select * from reconciliation.break where state <> 'resolved'"
                                + " order by id limit ?")
                .param(limit)
                .query((row, n) -> view(row, today))
                .list();
    }

    Optional<BreakView> find(long id, LocalDate today) {
        return client.sql("select * from reconciliation.break where id = ?")
                .param(id)
                .query((row, n) -> view(row, today))
                .optional();
    }

    /** Locks it until the transaction ends, so that one act on it follows another. */
    Optional<BreakView> lock(long id, LocalDate today) {
        return client.sql("select * from reconciliation.break where id = ? for update")
                .param(id)
                .query((row, n) -> view(row, today))
                .optional();
    }

    /**
     * What was told and done about one reference so far.
     *
     * @param moved what their last line that was in a break did to the settlement account; null
     *     when there was none, or when it does not tell
     * @param booked what people booked there and did not take back
     */
    record Told(@Nullable Long moved, long booked) {}

    /** Until the transaction ends, nobody else is told about that reference. */
    Told told(String counterparty, String reference) {
        client.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))::text")
                .param("reconciliation/" + counterparty + "/" + reference)
                .query(String.class)
                .single();
        return client.sql(
                        """
                        select (array_agg(their_moved order by id desc)
                                    filter (where line is not null))[1] as moved,
                               coalesce(sum(booked), 0)::bigint as booked
                          from reconciliation.break
                         where counterparty = ? and reference = ? and reference <> ''
                           and not repeated
                        """)
                .param(counterparty)
                .param(reference)
                .query(
                        (row, n) ->
                                new Told(row.getObject("moved", Long.class), row.getLong("booked")))
                .single();
    }

    /** Whether it was not resolved and now is theirs. */
    boolean assign(long id, String assignee) {
        return client.sql(
                                "update reconciliation.break set assignee = ?"
                                        + " where id = ? and state <> 'resolved'")
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

    /**
     * Its money is in suspense.
     *
     * @param minor what was booked on the settlement account, negative when it was credited
     */
    void booked(long id, long minor, String who) {
        client.sql(
                        """
                        update reconciliation.break
                           set state = 'booked', booked = ?, booked_by = ?,
                               booked_at = clock_timestamp()
                         where id = ?
                        """)
                .param(minor)
                .param(who)
                .param(id)
                .update();
    }

    /** Whether a file or a booking explained it, though it could not be resolved then. */
    boolean isExplained(long id) {
        return client.sql(
                        "select exists (select from reconciliation.act"
                                + " where break = ? and act = 'explained')")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Nothing is booked for it any more. */
    void takenBack(long id, boolean resolved) {
        client.sql(
                        """
                        update reconciliation.break
                           set state = case when :resolved then 'resolved' else 'open' end,
                               resolved_at = case when :resolved then clock_timestamp() end,
                               booked = null, booked_by = null, booked_at = null
                         where id = :id
                        """)
                .param("resolved", resolved)
                .param("id", id)
                .update();
    }

    /** It is over; what was booked on the settlement account stays. */
    void writtenOff(long id) {
        client.sql(
                        """
                        update reconciliation.break
                           set state = 'resolved', resolved_at = clock_timestamp()
                         where id = ?
                        """)
                .param(id)
                .update();
    }

    /** Writes down an act; returns its number. */
    long act(long id, String who, String act, String detail) {
        return client.sql(
                        "insert into reconciliation.act (break, who, act, detail)"
                                + " values (?, ?, ?, ?) returning id")
                .param(id)
                .param(who)
                .param(act)
                .param(detail)
                .query(Long.class)
                .single();
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

    /** Open and booked ones that are alike, together. */
    List<OpenBreaksView> open(LocalDate today) {
        return client.sql(
                        """
                        select counterparty, kind, state, currency, count(*) as open,
                               sum(abs(coalesce(booked,
                                       coalesce(our_amount, 0) - coalesce(their_amount, 0))))
                                   as amount,
                               min(day) as oldest,
                               count(*) filter (where :today - day <= 1) as up_to_1,
                               count(*) filter (where :today - day between 2 and 7) as up_to_7,
                               count(*) filter (where :today - day between 8 and 30) as up_to_30,
                               count(*) filter (where :today - day > 30) as older
                          from reconciliation.break where state <> 'resolved'
                         group by counterparty, kind, state, currency
                         order by counterparty, kind, state desc, currency
                        """)
                .param("today", today)
                .query(
                        (row, n) ->
                                new OpenBreaksView(
                                        row.getString("counterparty"),
                                        row.getString("kind"),
                                        row.getString("state"),
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
                row.getObject("their_moved", Long.class),
                row.getString("our_state"),
                row.getString("their_state"),
                instant(row, "our_time"),
                instant(row, "their_time"),
                row.getString("assignee"),
                row.getObject("booked", Long.class),
                row.getString("booked_by"),
                instant(row, "booked_at"),
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
