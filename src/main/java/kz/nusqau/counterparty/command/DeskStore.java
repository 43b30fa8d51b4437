package kz.nusqau.counterparty.command;

import static java.util.Objects.requireNonNull;
import static kz.nusqau.counterparty.command.CommandStore.seconds;
import static kz.nusqau.counterparty.command.CommandStore.set;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.CommandState;
import kz.nusqau.counterparty.CommandView;
import kz.nusqau.counterparty.ReplayEffect;
import kz.nusqau.counterparty.command.PersonalSide.Item;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.RefusalReason;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Commands as people see and move them. */
public final class DeskStore {

    private final JdbcTemplate jdbc;
    private final PersonalSide personal;

    DeskStore(JdbcTemplate jdbc, PersonalSide personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    /** Of each in the order they were asked for. */
    public Map<InstructionId, List<CommandView>> of(Collection<InstructionId> instructions) {
        List<Read> rows =
                jdbc.query(
                        """
                        select * from counterparty.command where instruction = any (?)
                        order by created_at, step, generation
                        """,
                        (row, number) -> read(row),
                        (Object)
                                instructions.stream()
                                        .map(InstructionId::value)
                                        .toArray(UUID[]::new));
        List<Read> accepted = rows.stream().filter(row -> row.response != null).toList();
        var opened =
                personal.open(accepted.stream().map(row -> requireNonNull(row.response)).toList())
                        .iterator();
        return rows.stream()
                .map(
                        row ->
                                row.response == null
                                        ? row.view
                                        : row.view.with(accepted(opened.next())))
                .collect(Collectors.groupingBy(view -> view.key().instruction()));
    }

    /**
     * A row as it was read.
     *
     * @param response of an accepted command, sealed still; the view is without it
     */
    private record Read(CommandView view, @Nullable Item response) {}

    private static Read read(ResultSet row) throws SQLException {
        boolean isAccepted = "accepted".equals(row.getString("outcome"));
        return new Read(
                view(row),
                isAccepted
                        ? new Item(CommandStore.subscriber(row), row.getBytes("response"))
                        : null);
    }

    private static CommandView view(ResultSet row) throws SQLException {
        return new CommandView(
                Keys.read(row),
                row.getString("counterparty"),
                CommandStore.subscriber(row),
                row.getString("operation"),
                CommandState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getBoolean("parked"),
                row.getInt("attempts"),
                row.getInt("inquiries"),
                required(row, "created_at"),
                required(row, "deadline"),
                instant(row, "sent_at"),
                instant(row, "answered_at"),
                isAskedAbout(row) ? instant(row, "due_at") : null,
                Optional.ofNullable(row.getString("contradiction")),
                outcome(row));
    }

    private static boolean isAskedAbout(ResultSet row) throws SQLException {
        return "unknown".equals(row.getString("outcome"))
                || ("sending".equals(row.getString("state")) && row.getObject("taken_at") != null);
    }

    /** Without what was sealed: an accepted one comes later. */
    private static Optional<CommandOutcome> outcome(ResultSet row) throws SQLException {
        String name = row.getString("outcome");
        if (name == null || name.equals("accepted")) {
            return Optional.empty();
        }
        String detail = Optional.ofNullable(row.getString("detail")).orElse("");
        return Optional.of(
                switch (name) {
                    case "refused" ->
                            new CommandOutcome.Refused(
                                    RefusalReason.valueOf(row.getString("refusal")), detail);
                    case "not-sent" -> new CommandOutcome.NotSent(detail);
                    case "unknown" -> new CommandOutcome.Unknown(detail);
                    case "stuck" -> new CommandOutcome.Stuck(detail);
                    default -> throw new IllegalStateException("a row holds outcome " + name);
                });
    }

    private static CommandOutcome accepted(Optional<byte[]> response) {
        return response.<CommandOutcome>map(CommandCodec::readAccepted)
                .orElseGet(() -> new CommandOutcome.Accepted("erased", Map.of()));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * Moves commands on, in the caller's transaction. The rows' locks order rivals.
     *
     * @return without those that there are not
     */
    public Map<CommandKey, Replayed> replay(Collection<CommandKey> keys) {
        Map<CommandKey, Replayed> found = new HashMap<>();
        jdbc.query(
                """
                select c.instruction, c.step, c.generation, c.counterparty, c.state, c.parked
                from counterparty.command c
                join unnest(?::uuid[], ?::text[], ?::int[]) as a(instruction, step, generation)
                    using (instruction, step, generation)
                order by 1, 2, 3 for update of c
                """,
                statement -> set(statement, 1, Keys.of(keys)),
                row -> {
                    found.put(
                            Keys.read(row),
                            new Replayed(row.getString("counterparty"), possible(row)));
                });
        update(
                found,
                ReplayEffect.QUEUED_AGAIN,
                "parked = false,"
                        + " due_at = least(deadline, clock_timestamp() + make_interval(secs => ?))",
                seconds(CommandStore.ORPHAN_AFTER));
        update(
                found,
                ReplayEffect.INQUIRY_STARTED,
                // Patience starts anew: a person found that worth while.
                "outcome = 'unknown', unknown_at = clock_timestamp(), record_failures = 0,"
                        + " due_at = clock_timestamp() + make_interval(secs => ?)",
                0.0);
        return found;
    }

    /** What a replay did, and at which counterparty. */
    public record Replayed(String counterparty, ReplayEffect effect) {

        public static final Replayed NOT_FOUND = new Replayed("", ReplayEffect.NOT_FOUND);
    }

    private static ReplayEffect possible(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "queued" ->
                    row.getBoolean("parked") ? ReplayEffect.QUEUED_AGAIN : ReplayEffect.NOTHING;
            case "unknown" -> ReplayEffect.INQUIRY_STARTED;
            default -> ReplayEffect.NOTHING;
        };
    }

    private void update(
            Map<CommandKey, Replayed> found,
            ReplayEffect effect,
            String assignments,
            double seconds) {
        List<CommandKey> keys =
                found.entrySet().stream()
                        .filter(each -> each.getValue().effect() == effect)
                        .map(Map.Entry::getKey)
                        .toList();
        if (keys.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                update counterparty.command c set %s
                from unnest(?::uuid[], ?::text[], ?::int[]) as a(instruction, step, generation)
                where (c.instruction, c.step, c.generation)
                    = (a.instruction, a.step, a.generation)
                """
                        .formatted(assignments),
                statement -> {
                    statement.setDouble(1, seconds);
                    set(statement, 2, Keys.of(keys));
                });
    }

    /** Redelivery was exhausted: queued rows stay so, for a person. */
    public Set<CommandKey> park(Collection<CommandKey> keys) {
        return new HashSet<>(
                jdbc.query(
                        """
                with ready as (
                    select c.instruction, c.step, c.generation
                    from counterparty.command c
                    join unnest(?::uuid[], ?::text[], ?::int[]) as a(instruction, step, generation)
                        using (instruction, step, generation)
                    where c.state = 'queued'
                    order by 1, 2, 3 for update of c)
                update counterparty.command c set parked = true, on_desk = true, due_at = c.deadline
                from ready r
                where (c.instruction, c.step, c.generation)
                    = (r.instruction, r.step, r.generation)
                returning c.instruction, c.step, c.generation
                """,
                        statement -> set(statement, 1, Keys.of(keys)),
                        (row, number) -> Keys.read(row)));
    }

    /**
     * How many commands of a counterparty are in each state that isn't final. Those of which the
     * outcome is unknown can be very many; the index alone tells which of them a person decides.
     */
    Map<String, Long> open(String counterparty) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.query(
                """
                select case due_at when 'infinity' then 'stuck' else 'unknown' end as standing,
                    count(*) as commands
                from counterparty.command
                where counterparty = ? and state = 'unknown' and due_at is not null
                group by 1
                union all
                select case when parked then 'parked'
                        when state = 'sending' and taken_at is not null then 'pending'
                        else state end as standing, count(*) as commands
                from counterparty.command
                where counterparty = ? and state in ('queued', 'sending') and due_at is not null
                group by 1
                """,
                row -> {
                    counts.put(row.getString("standing"), row.getLong("commands"));
                },
                counterparty,
                counterparty);
        return counts;
    }
}
