package kz.nusqau.failedmessages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The desk's rows. */
@Component
class FailedMessageStore {

    /** What is said of a version that has not failed yet. */
    private static final String EDITED = "edited.version";

    private final JdbcTemplate jdbc;
    private final JdbcClient client;

    FailedMessageStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
    }

    /**
     * Keeps a failure; one that is kept already is open again, unless there is an edited version
     * instead.
     *
     * @return empty when this very telling is known
     */
    Optional<Kept> keep(Failure failure, @Nullable SealedPayload payload, UUID id) {
        return client.sql(
                        """
                        insert into failedmessages.failed_message (id, source, reference, state,
                            cause_group, error_class, error_message, stack_trace, attempts, route,
                            queue, instruction, subscriber, payload, payload_owner, delivery)
                        values (:id, :source, :reference, 'open', :group, :class, :message, :trace,
                            :attempts, :route, :queue, :instruction, :subscriber, :payload, :owner,
                            :delivery)
                        on conflict (source, reference) do update
                        set state = case failed_message.state
                                when 'superseded' then 'superseded' else 'open' end,
                            cause_group = excluded.cause_group,
                            error_class = excluded.error_class,
                            error_message = excluded.error_message,
                            stack_trace = excluded.stack_trace, attempts = excluded.attempts,
                            route = excluded.route, queue = excluded.queue,
                            delivery = excluded.delivery,
                            occurrences = failed_message.occurrences + 1,
                            last_failed_at = clock_timestamp()
                        where failed_message.delivery <> excluded.delivery
                        returning id, occurrences, state
                        """)
                .param("id", id)
                .param("source", failure.source().word())
                .param("reference", failure.reference())
                .param("group", group(failure))
                .param("class", failure.errorClass())
                .param("message", Masking.message(failure.message()))
                .param("trace", trace(failure))
                .param("attempts", failure.attempts())
                .param("route", failure.route())
                .param("queue", failure.queue())
                .param(
                        "instruction",
                        failure.instruction() == null ? null : failure.instruction().value())
                .param(
                        "subscriber",
                        failure.subscriber() == null ? null : failure.subscriber().value())
                .param("payload", payload == null ? null : payload.bytes())
                .param("owner", payload == null ? null : payload.owner().value())
                .param("delivery", failure.delivery())
                .query(
                        (row, number) ->
                                new Kept(
                                        row.getObject("id", UUID.class),
                                        row.getInt("occurrences"),
                                        state(row)))
                .optional();
    }

    private static String group(Failure failure) {
        return Masking.causeGroup(
                failure.source(),
                failure.errorClass(),
                Masking.message(failure.message()),
                failure.route());
    }

    private static @Nullable String trace(Failure failure) {
        String trace = failure.stackTrace();
        return trace == null ? null : Masking.stackTrace(trace);
    }

    /** A row that a failure was kept in. */
    record Kept(UUID id, int occurrences, State state) {}

    /** A payload and whose key it is sealed with. */
    record SealedPayload(SubscriberId owner, byte[] bytes) {}

    /**
     * Makes acts on one message come one after another, until the transaction ends. The row itself
     * stays free: whoever records an outcome locks the command first and then this row, so an act
     * must take them in that order too.
     */
    Optional<FailedMessageView> inTurn(UUID id) {
        return inTurn(List.of(id)).stream().findFirst();
    }

    /** The same with several: one order of turns for everybody. Found ones, as they are given. */
    List<FailedMessageView> inTurn(Collection<UUID> ids) {
        client.sql(
                        """
                        select pg_advisory_xact_lock(turn)::text
                        from (select distinct hashtextextended('failedmessages/' || id, 0) as turn
                              from unnest(?::uuid[]) as wanted(id) order by turn) as turns
                        """)
                .param(array(ids))
                .query(String.class)
                .list();
        // As they stand now that it is their turn.
        Map<UUID, FailedMessageView> found =
                client
                        .sql("select * from failedmessages.failed_message where id = any (?)")
                        .param(array(ids))
                        .query((row, number) -> view(row))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(FailedMessageView::id, Function.identity()));
        return ids.stream().flatMap(id -> Optional.ofNullable(found.get(id)).stream()).toList();
    }

    private static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    Optional<FailedMessageView> find(UUID id) {
        return client.sql("select * from failedmessages.failed_message where id = ?")
                .param(id)
                .query((row, number) -> view(row))
                .optional();
    }

    Optional<SealedPayload> payload(UUID id) {
        return client.sql(
                        "select payload, payload_owner from failedmessages.failed_message"
                                + " where id = ? and payload is not null")
                .param(id)
                .query(
                        (row, number) ->
                                new SealedPayload(
                                        new SubscriberId(row.getObject(2, UUID.class)),
                                        row.getBytes(1)))
                .optional();
    }

    /** Those that are open and hold what failed. */
    Set<UUID> openWithPayload(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Set.of()
                : client.sql(
                                "select id from failedmessages.failed_message where id = any (?)"
                                        + " and state = 'open' and payload is not null")
                        .param(array(ids))
                        .query(UUID.class)
                        .set();
    }

    /** Newest first, after the given place in that order. */
    List<FailedMessageView> list(Filter filter) {
        return filtered(
                        "select * from failedmessages.failed_message"
                                + fitting(filter)
                                + " order by last_failed_at desc, id desc limit :limit",
                        filter)
                .query((row, number) -> view(row))
                .list();
    }

    /**
     * What is asked for and nothing else: a plan is kept for each such question, and goes by the
     * index that fits it. An open message is looked for as such, since partial indexes hold these.
     */
    private static String fitting(Filter filter) {
        var fitting = new StringJoiner(" and ", " where ", "").setEmptyValue("");
        if (filter.state() != null) {
            fitting.add("state = '" + filter.state().word() + "'");
        }
        if (filter.source() != null) {
            fitting.add("source = :source");
        }
        if (filter.group() != null) {
            fitting.add("cause_group = :group");
        }
        if (filter.instruction() != null) {
            fitting.add("instruction = :instruction");
        }
        if (filter.queue() != null) {
            fitting.add("queue = :queue");
        }
        if (filter.route() != null) {
            fitting.add("route = :route");
        }
        if (filter.assignee() != null) {
            fitting.add("assignee = :assignee");
        }
        if (filter.waitingFrom() != null) {
            // It failed last when it failed first, or later: the list is in that order.
            fitting.add("first_failed_at >= :from::timestamptz");
            fitting.add("last_failed_at >= :from::timestamptz");
        }
        if (filter.waitingUntil() != null) {
            fitting.add("first_failed_at < :until::timestamptz");
        }
        if (filter.after() != null) {
            fitting.add("(last_failed_at, id) < (:at::timestamptz, :place::uuid)");
        }
        return fitting.toString();
    }

    List<FailedMessageView> oldest(Source source, int limit) {
        return client.sql(
                        "select * from failedmessages.failed_message"
                                + " where state = 'open' and source = ?"
                                + " order by first_failed_at limit ?")
                .param(source.word())
                .param(limit)
                .query((row, number) -> view(row))
                .list();
    }

    /** Puts what fits into the list of a group replay, the first that failed first. */
    int freeze(UUID group, Filter filter) {
        return filtered(
                        """
                        insert into failedmessages.group_item
                            (group_replay, position, failed_message)
                        select :id, row_number() over (order by last_failed_at, id), id
                        from (select id, last_failed_at from failedmessages.failed_message
                        """
                                + fitting(filter)
                                + " order by last_failed_at, id limit :limit) as fitting",
                        filter)
                .param("id", group)
                .update();
    }

    private JdbcClient.StatementSpec filtered(String sql, Filter filter) {
        Filter.Place after = filter.after();
        return client.sql(sql)
                .param("source", filter.source() == null ? null : filter.source().word())
                .param("group", filter.group())
                .param("instruction", filter.instruction())
                .param("queue", filter.queue())
                .param("route", filter.route())
                .param("assignee", filter.assignee())
                .param("from", text(filter.waitingFrom()))
                .param("until", text(filter.waitingUntil()))
                .param("at", after == null ? null : after.at().toString())
                .param("place", after == null ? null : after.id())
                .param("limit", filter.limit());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** All open ones, in one pass. */
    Tally tally(Instant now) {
        List<Tally.Count> counts =
                client.sql(
                                """
                                select source, queue, route, cause_group, age, count(*) as messages,
                                    min(first_failed_at) as first_failed_at,
                                    max(last_failed_at) as last_failed_at
                                from (select source, queue, route, cause_group, first_failed_at,
                                          last_failed_at,
                                          case when first_failed_at >= :hour::timestamptz then 'HOUR'
                                               when first_failed_at >= :day::timestamptz then 'DAY'
                                               when first_failed_at >= :week::timestamptz then 'WEEK'
                                               else 'OLDER' end as age
                                      from failedmessages.failed_message
                                      where state = 'open') as waiting
                                group by source, queue, route, cause_group, age
                                """)
                        .param("hour", Age.HOUR.since(now).toString())
                        .param("day", Age.DAY.since(now).toString())
                        .param("week", Age.WEEK.since(now).toString())
                        .query(
                                (row, number) ->
                                        new Tally.Count(
                                                source(row),
                                                row.getString("queue"),
                                                row.getString("route"),
                                                row.getString("cause_group"),
                                                Age.valueOf(row.getString("age")),
                                                row.getLong("messages"),
                                                instant(row, "first_failed_at"),
                                                instant(row, "last_failed_at")))
                        .list();
        return new Tally(now, counts);
    }

    /** Nobody, with null. */
    void assign(UUID id, @Nullable String who) {
        jdbc.update("update failedmessages.failed_message set assignee = ? where id = ?", who, id);
    }

    /** What the newest open message of each cause says; without causes that have none any more. */
    List<CauseGroupView> newest(List<Tally.Alike> causes) {
        Map<String, Tally.Alike> counted =
                causes.stream()
                        .collect(Collectors.toMap(Tally.Alike::causeGroup, Function.identity()));
        return client.sql(
                        """
                        select newest.*
                        from unnest(?::text[]) with ordinality as wanted(cause_group, place)
                        cross join lateral
                             (select cause_group, source, error_class, error_message, route
                              from failedmessages.failed_message
                              where state = 'open' and cause_group = wanted.cause_group
                              order by last_failed_at desc limit 1) as newest
                        order by wanted.place
                        """)
                .param(causes.stream().map(Tally.Alike::causeGroup).toArray(String[]::new))
                .query((row, number) -> causeGroup(row, counted))
                .list();
    }

    private static CauseGroupView causeGroup(ResultSet row, Map<String, Tally.Alike> counted)
            throws SQLException {
        String group = row.getString("cause_group");
        Tally.Alike alike = Objects.requireNonNull(counted.get(group));
        return new CauseGroupView(
                group,
                source(row),
                row.getString("error_class"),
                row.getString("error_message"),
                row.getString("route"),
                alike.messages(),
                alike.firstFailedAt(),
                alike.lastFailedAt());
    }

    /** Whether it was moved: one that is resolved or discarded stays so. */
    boolean move(UUID id, State state) {
        return move(List.of(id), state) == 1;
    }

    /** How many were moved. */
    int move(Collection<UUID> ids, State state) {
        return jdbc.update(
                """
                with movable as (
                    select id from failedmessages.failed_message
                    where id = any (?) and state in ('open', 'replayed') order by id for update)
                update failedmessages.failed_message m set state = ?
                from movable where m.id = movable.id
                """,
                array(ids),
                state.word());
    }

    boolean isKept(Source source, String reference) {
        return client.sql(
                        "select exists (select 1 from failedmessages.failed_message"
                                + " where source = ? and reference = ?)")
                .param(source.word())
                .param(reference)
                .query(Boolean.class)
                .single();
    }

    /**
     * Puts an edited version in the place of a message; it waits as long as that one did.
     *
     * @return false when there is such a message already
     */
    boolean supersede(FailedMessageView old, UUID id, String reference, SealedPayload payload) {
        String group = Masking.causeGroup(old.source(), EDITED, "", old.route());
        int made =
                client.sql(
                                """
                                insert into failedmessages.failed_message (id, source, reference,
                                    state, cause_group, error_class, error_message, attempts, route,
                                    queue, instruction, subscriber, assignee, payload,
                                    payload_owner, delivery, first_failed_at, supersedes)
                                select :new, source, :reference, 'open', :group, :class, '', 0,
                                    route, queue, instruction, subscriber, assignee, :payload,
                                    :owner, :delivery, first_failed_at, id
                                from failedmessages.failed_message where id = :old
                                on conflict (source, reference) do nothing
                                """)
                        .param("new", id)
                        .param("reference", reference)
                        .param("group", group)
                        .param("class", EDITED)
                        .param("payload", payload.bytes())
                        .param("owner", payload.owner().value())
                        .param("delivery", "edit/" + id)
                        .param("old", old.id())
                        .update();
        if (made == 0) {
            return false;
        }
        int superseded =
                jdbc.update(
                        "update failedmessages.failed_message"
                                + " set state = 'superseded', superseded_by = ?"
                                + " where id = ? and state = 'open'",
                        id,
                        old.id());
        if (superseded != 1) {
            throw new IllegalStateException(old.id() + " is not open any more");
        }
        return true;
    }

    /**
     * What was superseded has failed again. Its newest version stands for it, so that one is open
     * again where somebody took it off the desk.
     */
    Optional<UUID> reopenNewestOf(UUID superseded) {
        return client.sql(
                        """
                        with recursive version as (
                            select id, superseded_by from failedmessages.failed_message
                            where id = ?
                            union all
                            select m.id, m.superseded_by from failedmessages.failed_message m
                            join version v on m.id = v.superseded_by)
                        update failedmessages.failed_message set state = 'open',
                            last_failed_at = clock_timestamp()
                        where state = 'discarded'
                            and id in (select id from version where superseded_by is null)
                        returning id
                        """)
                .param(superseded)
                .query(UUID.class)
                .optional();
    }

    /** Those that wait or were replayed, as their outcome is known now. */
    List<Resolved> resolve(Source source, Collection<String> references) {
        return client.sql(
                        """
                        update failedmessages.failed_message set state = 'resolved'
                        where source = :source and reference in (:references)
                            and state in ('open', 'replayed')
                        returning id, reference
                        """)
                .param("source", source.word())
                .param("references", references)
                .query(
                        (row, number) ->
                                new Resolved(
                                        row.getObject("id", UUID.class),
                                        row.getString("reference")))
                .list();
    }

    /** Those of instructions, not of their commands, which have outcomes of their own. */
    List<ResolvedReview> resolveReviews(Collection<InstructionId> instructions) {
        return client.sql(
                        """
                        update failedmessages.failed_message set state = 'resolved'
                        where source = 'review' and instruction in (:instructions)
                            and state in ('open', 'replayed')
                        returning id, instruction
                        """)
                .param("instructions", instructions.stream().map(InstructionId::value).toList())
                .query(
                        (row, number) ->
                                new ResolvedReview(
                                        row.getObject("id", UUID.class),
                                        new InstructionId(
                                                row.getObject("instruction", UUID.class))))
                .list();
    }

    /** A row whose instruction has ended. */
    record ResolvedReview(UUID id, InstructionId instruction) {}

    /** A row whose outcome was verified. */
    record Resolved(UUID id, String reference) {}

    void act(UUID id, String who, String act, String reason, String effect) {
        act(Map.of(id, effect), who, act, reason);
    }

    /** The same done to each of several, with an effect of its own. */
    void act(Map<UUID, String> effects, String who, String act, String reason) {
        if (effects.isEmpty()) {
            return;
        }
        List<UUID> ids = List.copyOf(effects.keySet());
        jdbc.update(
                """
                insert into failedmessages.act (failed_message, who, act, reason, effect)
                select id, ?, ?, ?, effect from unnest(?::uuid[], ?::text[]) as acted(id, effect)
                """,
                who,
                act,
                reason,
                array(ids),
                ids.stream().map(effects::get).toArray(String[]::new));
    }

    List<ActView> acts(UUID id) {
        return client.sql(
                        "select at, who, act, reason, effect from failedmessages.act"
                                + " where failed_message = ? order by id")
                .param(id)
                .query(
                        (row, number) ->
                                new ActView(
                                        instant(row, "at"),
                                        row.getString("who"),
                                        row.getString("act"),
                                        row.getString("reason"),
                                        row.getString("effect")))
                .list();
    }

    long open() {
        return client.sql("select count(*) from failedmessages.failed_message where state = 'open'")
                .query(Long.class)
                .single();
    }

    static FailedMessageView view(ResultSet row) throws SQLException {
        return new FailedMessageView(
                row.getObject("id", UUID.class),
                source(row),
                row.getString("reference"),
                state(row),
                row.getString("cause_group"),
                row.getString("error_class"),
                row.getString("error_message"),
                row.getString("stack_trace"),
                row.getInt("attempts"),
                row.getInt("occurrences"),
                row.getString("route"),
                row.getString("queue"),
                row.getObject("instruction", UUID.class),
                row.getObject("subscriber", UUID.class),
                row.getString("assignee"),
                row.getObject("supersedes", UUID.class),
                row.getObject("superseded_by", UUID.class),
                instant(row, "first_failed_at"),
                instant(row, "last_failed_at"));
    }

    private static State state(ResultSet row) throws SQLException {
        return State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    private static Source source(ResultSet row) throws SQLException {
        return Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
