package kz.nusqau.counterparty.command;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandRequest;
import kz.nusqau.counterparty.command.PersonalSide.Item;
import kz.nusqau.platform.Node;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of commands on their way out. Every statement takes sets and locks rows in the order of
 * their keys; every transition names the state it starts from, so that the loser of a race changes
 * nothing.
 */
public final class CommandStore {

    /** A queued row whose message did not come this long after it was published is an orphan. */
    static final Duration ORPHAN_AFTER = Duration.ofSeconds(30);

    private static final String ASKED =
            "unnest(?::uuid[], ?::text[], ?::int[]) as a(instruction, step, generation)";

    private final JdbcTemplate jdbc;
    private final PersonalSide personal;
    private final Node node;

    CommandStore(JdbcTemplate jdbc, PersonalSide personal, Node node) {
        this.jdbc = jdbc;
        this.personal = personal;
        this.node = node;
    }

    /** New rows; those whose key is taken are left as they are and not returned. */
    public Set<CommandKey> insert(List<CommandRequest> requests) {
        List<byte[]> payloads =
                personal.seal(
                        requests.stream()
                                .map(each -> item(each, CommandCodec.write(each.operation())))
                                .toList());
        var keys = Keys.of(requests.stream().map(CommandRequest::key).toList());
        return new HashSet<>(
                jdbc.query(
                        """
                        insert into counterparty.command (instruction, step, generation,
                            counterparty, subscriber, operation, payload, state, deadline, due_at)
                        select a.instruction, a.step, a.generation, a.counterparty, a.subscriber,
                            a.operation, a.payload, 'queued', a.deadline,
                            least(a.deadline, clock_timestamp() + make_interval(secs => ?))
                        from unnest(?::uuid[], ?::text[], ?::int[], ?::text[], ?::uuid[], ?::text[],
                                ?::bytea[], ?::timestamptz[])
                            as a(instruction, step, generation, counterparty, subscriber,
                                operation, payload, deadline)
                        order by a.instruction, a.step, a.generation
                        on conflict do nothing
                        returning instruction, step, generation
                        """,
                        statement -> {
                            statement.setDouble(1, seconds(ORPHAN_AFTER));
                            set(statement, 2, keys);
                            set(statement, 5, "text", requests, CommandRequest::counterparty);
                            set(statement, 6, "uuid", requests, r -> r.subscriber().value());
                            set(statement, 7, "text", requests, r -> r.operation().name());
                            set(statement, 8, "bytea", payloads, bytes -> bytes);
                            set(
                                    statement,
                                    9,
                                    "timestamptz",
                                    requests,
                                    r -> r.deadline().toString());
                        },
                        (row, number) -> Keys.read(row)));
    }

    private static Item item(CommandRequest request, byte[] bytes) {
        return new Item(request.subscriber(), bytes);
    }

    /** Whether the row with the request's key asks for the same. */
    public boolean isSame(CommandRequest request) {
        List<Item> found =
                jdbc.query(
                        """
                        select subscriber, payload from counterparty.command
                        where instruction = ? and step = ? and generation = ? and counterparty = ?
                        """,
                        (row, number) -> new Item(subscriber(row), row.getBytes("payload")),
                        request.key().instruction().value(),
                        request.key().step(),
                        request.key().generation(),
                        request.counterparty());
        return found.size() == 1
                && found.getFirst().subscriber().equals(request.subscriber())
                && personal.open(found)
                        .getFirst()
                        .map(CommandCodec::readOperation)
                        .filter(request.operation()::equals)
                        .isPresent();
    }

    /** Those that wait for the outcome of what the counterparty works on. */
    public Set<CommandKey> takenIn(Collection<CommandKey> keys) {
        return new HashSet<>(
                jdbc.query(
                        """
                        select c.instruction, c.step, c.generation
                        from counterparty.command c join %s using (instruction, step, generation)
                        where c.taken_at is not null and c.state in ('sending', 'unknown')
                        """
                                .formatted(ASKED),
                        statement -> set(statement, 1, Keys.of(keys)),
                        (row, number) -> Keys.read(row)));
    }

    /** {@code queued} to {@code cancelled}, where that is still possible. */
    public Set<CommandKey> cancel(Collection<CommandKey> keys) {
        return new HashSet<>(
                jdbc.query(
                        """
                        with ready as (
                            select c.instruction, c.step, c.generation
                            from counterparty.command c join %s using (instruction, step, generation)
                            where c.state = 'queued'
                            order by 1, 2, 3 for update of c)
                        update counterparty.command c
                        set state = 'cancelled', outcome = 'not-sent', detail = 'cancelled',
                            due_at = null, parked = false, answered_at = clock_timestamp()
                        from ready r
                        where (c.instruction, c.step, c.generation)
                            = (r.instruction, r.step, r.generation)
                        returning c.instruction, c.step, c.generation
                        """
                                .formatted(ASKED),
                        statement -> set(statement, 1, Keys.of(keys)),
                        (row, number) -> Keys.read(row)));
    }

    /**
     * {@code queued} to {@code sending}: from the commit on, only an inquiry tells what happened.
     *
     * @param answerWithin after this the sweep takes the row for unanswered
     */
    List<Begun> begin(Collection<CommandKey> keys, Duration answerWithin) {
        List<BegunRow> rows =
                jdbc.query(
                        """
                        with ready as (
                            select c.instruction, c.step, c.generation
                            from counterparty.command c join %s using (instruction, step, generation)
                            where c.state = 'queued' and not c.parked
                                and c.deadline > clock_timestamp()
                            order by 1, 2, 3 for update of c)
                        update counterparty.command c
                        set state = 'sending', node = ?, attempts = c.attempts + 1,
                            sent_at = clock_timestamp(), outcome = null, detail = null,
                            due_at = clock_timestamp() + make_interval(secs => ?)
                        from ready r
                        where (c.instruction, c.step, c.generation)
                            = (r.instruction, r.step, r.generation)
                        returning c.instruction, c.step, c.generation, c.subscriber, c.payload,
                            c.attempts, extract(epoch from c.deadline - clock_timestamp()) as remaining
                        """
                                .formatted(ASKED),
                        statement -> {
                            set(statement, 1, Keys.of(keys));
                            statement.setObject(4, node.id());
                            statement.setDouble(5, seconds(answerWithin));
                        },
                        (row, number) -> begun(row));
        var payloads = personal.open(rows.stream().map(BegunRow::sealed).toList());
        var begun = new ArrayList<Begun>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            BegunRow row = rows.get(i);
            begun.add(
                    new Begun(
                            row.key,
                            row.sealed.subscriber(),
                            payloads.get(i).map(CommandCodec::readOperation),
                            row.attempts,
                            row.left));
        }
        return begun;
    }

    private record BegunRow(CommandKey key, Item sealed, int attempts, Duration left) {}

    private static BegunRow begun(ResultSet row) throws SQLException {
        return new BegunRow(
                Keys.read(row),
                new Item(subscriber(row), row.getBytes("payload")),
                row.getInt("attempts"),
                duration(row, "remaining"));
    }

    /** What stands in the way of sending these. */
    List<Left> leftovers(Collection<CommandKey> keys) {
        return jdbc.query(
                """
                select c.instruction, c.step, c.generation, c.subscriber, c.state, c.parked,
                    c.deadline <= clock_timestamp() as late
                from counterparty.command c join %s using (instruction, step, generation)
                """
                        .formatted(ASKED),
                statement -> set(statement, 1, Keys.of(keys)),
                (row, number) ->
                        new Left(
                                Keys.read(row),
                                subscriber(row),
                                row.getString("state"),
                                row.getBoolean("late")));
    }

    /** A row that could not be taken for sending, and why. */
    record Left(CommandKey key, SubscriberId subscriber, String state, boolean late) {}

    /**
     * {@code sending} back to {@code queued}: proven that this attempt had no effect.
     *
     * @param again when the message comes again; an orphan is looked for only afterwards
     */
    void putBack(Collection<Begun> attempts, Duration again) {
        jdbc.query(
                """
                with ready as (
                    select c.instruction, c.step, c.generation
                    from counterparty.command c
                    join unnest(?::uuid[], ?::text[], ?::int[], ?::int[])
                        as a(instruction, step, generation, attempt)
                        using (instruction, step, generation)
                    where c.state = 'sending' and c.attempts = a.attempt and c.node = ?
                    order by 1, 2, 3 for update of c)
                update counterparty.command c
                set state = 'queued',
                    due_at = least(c.deadline, clock_timestamp() + make_interval(secs => ?))
                from ready r
                where (c.instruction, c.step, c.generation)
                    = (r.instruction, r.step, r.generation)
                returning c.instruction
                """,
                statement -> {
                    set(statement, 1, Keys.of(attempts.stream().map(Begun::key).toList()));
                    set(statement, 4, "integer", List.copyOf(attempts), Begun::attempt);
                    statement.setObject(5, node.id());
                    statement.setDouble(6, seconds(again.plus(ORPHAN_AFTER)));
                },
                (row, number) -> 0);
    }

    static void set(PreparedStatement statement, int index, Keys keys) throws SQLException {
        var connection = statement.getConnection();
        statement.setArray(index, keys.instructions(connection));
        statement.setArray(index + 1, keys.steps(connection));
        statement.setArray(index + 2, keys.generations(connection));
    }

    /**
     * Sets a column of a set-based statement.
     *
     * @param column a value, or an Optional for a column that may be null
     */
    static <T> void set(
            PreparedStatement statement,
            int index,
            String type,
            List<T> items,
            Function<T, ?> column)
            throws SQLException {
        @Nullable Object[] values =
                type.equals("bytea") ? new byte[items.size()][] : new Object[items.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = column.apply(items.get(i));
            values[i] = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        }
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }

    static SubscriberId subscriber(ResultSet row) throws SQLException {
        return new SubscriberId(row.getObject("subscriber", UUID.class));
    }

    static Duration duration(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(Math.round(row.getDouble(column) * 1000));
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
