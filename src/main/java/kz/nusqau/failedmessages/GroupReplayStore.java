package kz.nusqau.failedmessages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of group replays and of their messages. */
@Component
class GroupReplayStore {

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final FailedMessageStore messages;

    GroupReplayStore(JdbcTemplate jdbc, FailedMessageStore messages) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.messages = messages;
    }

    /**
     * A message of a group whose turn has come.
     *
     * @param subscriber whose messages keep their order, null where it has none
     * @param instruction what it is about, null where it is about none
     * @param fingerprint of the plan that was shown, null before there is one
     */
    record Item(
            int position,
            UUID message,
            @Nullable UUID subscriber,
            @Nullable UUID instruction,
            @Nullable String fingerprint) {}

    /** Freezes the list; the first that failed is the first in it. */
    int freeze(UUID id, Filter filter, String who, int rate) {
        jdbc.update(
                "insert into failedmessages.group_replay (id, state, prepared_by, rate, total)"
                        + " values (?, 'planning', ?, ?, 0)",
                id,
                who,
                rate);
        int total = messages.freeze(id, filter);
        jdbc.update("update failedmessages.group_replay set total = ? where id = ?", total, id);
        return total;
    }

    Optional<GroupReplayView> find(UUID id) {
        return client.sql("select * from failedmessages.group_replay where id = ?")
                .param(id)
                .query((row, number) -> view(row))
                .optional();
    }

    /** Newest first. */
    List<GroupReplayView> newest(int limit) {
        return client.sql(
                        "select * from failedmessages.group_replay"
                                + " order by created_at desc, id desc limit ?")
                .param(limit)
                .query((row, number) -> view(row))
                .list();
    }

    /** The oldest first. */
    List<GroupReplayView> in(GroupReplayView.State state, int limit) {
        return client.sql(
                        "select * from failedmessages.group_replay where state = ?"
                                + " order by created_at limit ?")
                .param(state.word())
                .param(limit)
                .query((row, number) -> view(row))
                .list();
    }

    /** What goes on without anybody's doing, the oldest first. */
    List<GroupReplayView> underWay() {
        return client.sql(
                        "select * from failedmessages.group_replay"
                                + " where state in ('planning', 'running') order by created_at")
                .query((row, number) -> view(row))
                .list();
    }

    /** Whether it stood there, and so was moved. */
    boolean move(UUID id, GroupReplayView.State to, GroupReplayView.State... from) {
        return jdbc.update(
                        "update failedmessages.group_replay set state = ?, note = '',"
                                + " ended_at = case when ? then clock_timestamp() end"
                                + " where id = ? and state = any (?)",
                        to.word(),
                        to.isOver(),
                        id,
                        Stream.of(from).map(GroupReplayView.State::word).toArray(String[]::new))
                == 1;
    }

    /** Whether it waited for that. */
    boolean start(UUID id, String who, String reason, int rate) {
        return jdbc.update(
                        "update failedmessages.group_replay set state = 'running', started_by = ?,"
                                + " reason = ?, rate = ?, next_at = clock_timestamp()"
                                + " where id = ? and state = 'planned'",
                        who,
                        reason,
                        rate,
                        id)
                == 1;
    }

    /** Stops it until somebody has looked into it. */
    void pause(UUID id, String note) {
        jdbc.update(
                "update failedmessages.group_replay set state = 'paused', note = ?"
                        + " where id = ? and state = 'running'",
                note,
                id);
    }

    /**
     * Asks for a share of the rate.
     *
     * @param state in which it has to be
     * @param rate messages a second
     * @return whether the caller may take so many now
     */
    boolean mayTake(UUID id, GroupReplayView.State state, int messages, int rate) {
        return jdbc.update(
                        """
                        update failedmessages.group_replay
                        set next_at = greatest(next_at, clock_timestamp() - interval '1 second')
                            + make_interval(secs => ?::double precision / ?)
                        where id = ? and state = ? and next_at <= clock_timestamp()
                        """,
                        messages,
                        rate,
                        id,
                        state.word())
                == 1;
    }

    List<Item> toDo(UUID id, GroupItemView.State state, int limit) {
        return client.sql(
                        """
                        select i.position, i.failed_message, i.fingerprint, m.subscriber,
                            m.instruction
                        from failedmessages.group_item i
                        join failedmessages.failed_message m on m.id = i.failed_message
                        where i.group_replay = ? and i.state = ? order by i.position limit ?
                        """)
                .param(id)
                .param(state.word())
                .param(limit)
                .query(
                        (row, number) ->
                                new Item(
                                        row.getInt("position"),
                                        row.getObject("failed_message", UUID.class),
                                        row.getObject("subscriber", UUID.class),
                                        row.getObject("instruction", UUID.class),
                                        row.getString("fingerprint")))
                .list();
    }

    /** The plans of messages whose plans were not known. */
    void planned(UUID id, List<ReplayPlan> plans) {
        jdbc.update(
                """
                update failedmessages.group_item i
                set state = p.state, effect = p.effect, fingerprint = p.fingerprint
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                    as p(message, state, effect, fingerprint)
                where i.group_replay = ? and i.failed_message = p.message and i.state = 'unseen'
                """,
                plans.stream().map(ReplayPlan::id).toArray(UUID[]::new),
                plans.stream().map(GroupReplayStore::stateAfter).toArray(String[]::new),
                plans.stream().map(plan -> plan.effect().word()).toArray(String[]::new),
                plans.stream().map(ReplayPlan::fingerprint).toArray(String[]::new),
                id);
    }

    private static String stateAfter(ReplayPlan plan) {
        return (plan.effect().moved() ? GroupItemView.State.WAITING : GroupItemView.State.IDLE)
                .word();
    }

    /** Takes these for the caller's transaction; but none that is taken, or must not go on. */
    List<Item> claim(UUID id, List<Item> items) {
        Set<Integer> claimed =
                client.sql(
                                """
                                select i.position from failedmessages.group_item i
                                join failedmessages.group_replay g on g.id = i.group_replay
                                where i.group_replay = ? and i.position = any (?)
                                    and i.state = 'waiting' and g.state = 'running'
                                order by i.position for update of i skip locked
                                """)
                        .param(id)
                        .param(positions(items))
                        .query(Integer.class)
                        .set();
        return items.stream().filter(item -> claimed.contains(item.position())).toList();
    }

    private static Integer[] positions(List<Item> items) {
        return items.stream().map(Item::position).toArray(Integer[]::new);
    }

    /** These come to their end. */
    void end(UUID id, List<Item> items, GroupItemView.State state, String detail) {
        jdbc.update(
                "update failedmessages.group_item set state = ?, detail = ?, at = clock_timestamp()"
                        + " where group_replay = ? and position = any (?)"
                        + " and state in ('unseen', 'waiting')",
                state.word(),
                detail,
                id,
                positions(items));
    }

    /** Whether none is in that state any more, and so the group was moved. */
    boolean moveWhenNoneIs(
            GroupItemView.State item,
            UUID id,
            GroupReplayView.State from,
            GroupReplayView.State to) {
        return jdbc.update(
                        """
                        update failedmessages.group_replay g set state = ?,
                            ended_at = case when ? then clock_timestamp() end
                        where id = ? and state = ? and not exists
                            (select 1 from failedmessages.group_item i
                             where i.group_replay = g.id and i.state = ?)
                        """,
                        to.word(),
                        to.isOver(),
                        id,
                        from.word(),
                        item.word())
                == 1;
    }

    List<GroupProgress> progress(UUID id) {
        return client.sql(
                        """
                        select i.state, i.effect, m.state as message, count(*) as messages
                        from failedmessages.group_item i
                        join failedmessages.failed_message m on m.id = i.failed_message
                        where i.group_replay = ? group by 1, 2, 3 order by 4 desc
                        """)
                .param(id)
                .query(
                        (row, number) ->
                                new GroupProgress(
                                        GroupItemView.State.of(row.getString("state")),
                                        effect(row),
                                        State.valueOf(
                                                row.getString("message").toUpperCase(Locale.ROOT)),
                                        row.getLong("messages")))
                .list();
    }

    /** After this position, in their order. */
    List<GroupItemView> items(UUID id, GroupItemView.@Nullable State state, int after, int limit) {
        return client.sql(
                        """
                        select i.position, i.state as item_state, i.effect, i.detail, i.at, m.*
                        from failedmessages.group_item i
                        join failedmessages.failed_message m on m.id = i.failed_message
                        where i.group_replay = :id and i.position > :after
                            and (:state::text is null or i.state = :state)
                        order by i.position limit :limit
                        """)
                .param("id", id)
                .param("after", after)
                .param("state", state == null ? null : state.word())
                .param("limit", limit)
                .query(
                        (row, number) ->
                                new GroupItemView(
                                        row.getInt("position"),
                                        GroupItemView.State.of(row.getString("item_state")),
                                        effect(row),
                                        row.getString("detail"),
                                        instant(row, "at"),
                                        FailedMessageStore.view(row)))
                .list();
    }

    /** Names the frozen list with its plans. */
    String digest(UUID id) {
        return Masking.digest(
                client.sql(
                                """
                                select coalesce(string_agg(failed_message || coalesce(fingerprint, ''),
                                    ' ' order by position), '')
                                from failedmessages.group_item where group_replay = ?
                                """)
                        .param(id)
                        .query(String.class)
                        .single());
    }

    private static ReplayView.@Nullable Effect effect(ResultSet row) throws SQLException {
        String word = row.getString("effect");
        return word == null ? null : ReplayView.Effect.of(word);
    }

    private static GroupReplayView view(ResultSet row) throws SQLException {
        return new GroupReplayView(
                row.getObject("id", UUID.class),
                GroupReplayView.State.of(row.getString("state")),
                row.getString("prepared_by"),
                row.getString("started_by"),
                row.getString("reason"),
                row.getInt("rate"),
                row.getInt("total"),
                row.getString("note"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
