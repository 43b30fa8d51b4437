package kz.nusqau.counterparty.command;

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

    public List<CommandView> of(InstructionId instruction) {
        return jdbc.query(
                """
                select * from counterparty.command where instruction = ?
                order by created_at, step, generation
                """,
                (row, number) -> view(row),
                instruction.value());
    }

    private CommandView view(ResultSet row) throws SQLException {
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

    private Optional<CommandOutcome> outcome(ResultSet row) throws SQLException {
        String name = row.getString("outcome");
        if (name == null) {
            return Optional.empty();
        }
        String detail = Optional.ofNullable(row.getString("detail")).orElse("");
        return Optional.of(
                switch (name) {
                    case "accepted" -> accepted(row);
                    case "refused" ->
                            new CommandOutcome.Refused(
                                    RefusalReason.valueOf(row.getString("refusal")), detail);
                    case "not-sent" -> new CommandOutcome.NotSent(detail);
                    case "unknown" -> new CommandOutcome.Unknown(detail);
                    case "stuck" -> new CommandOutcome.Stuck(detail);
                    default -> throw new IllegalStateException("a row holds outcome " + name);
                });
    }

    private CommandOutcome accepted(ResultSet row) throws SQLException {
        var sealed = new Item(CommandStore.subscriber(row), row.getBytes("response"));
        return personal.open(List.of(sealed))
                .getFirst()
                .map(CommandCodec::readAccepted)
                .orElseGet(() -> new CommandOutcome.Accepted("erased", Map.of()));
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Moves one command on, in the caller's transaction. The row's lock orders rivals. */
    public Replayed replay(CommandKey key) {
        List<Replayed> found =
                jdbc.query(
                        """
                        select counterparty, state, parked, outcome, due_at from counterparty.command
                        where instruction = ? and step = ? and generation = ? for update
                        """,
                        (row, number) -> new Replayed(row.getString("counterparty"), possible(row)),
                        key.instruction().value(),
                        key.step(),
                        key.generation());
        if (found.isEmpty()) {
            return new Replayed("", ReplayEffect.NOT_FOUND);
        }
        Replayed replayed = found.getFirst();
        switch (replayed.effect()) {
            case QUEUED_AGAIN ->
                    update(
                            key,
                            "parked = false, due_at = least(deadline, clock_timestamp()"
                                    + " + make_interval(secs => ?))",
                            seconds(CommandStore.ORPHAN_AFTER));
            case INQUIRY_STARTED ->
                    update(
                            key,
                            // Patience starts anew: a person found that worth while.
                            "outcome = 'unknown', unknown_at = clock_timestamp(),"
                                    + " record_failures = 0,"
                                    + " due_at = clock_timestamp() + make_interval(secs => ?)",
                            0.0);
            case NOTHING, NOT_FOUND -> {}
        }
        return replayed;
    }

    /** What a replay did, and at which counterparty. */
    public record Replayed(String counterparty, ReplayEffect effect) {}

    private static ReplayEffect possible(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "queued" ->
                    row.getBoolean("parked") ? ReplayEffect.QUEUED_AGAIN : ReplayEffect.NOTHING;
            case "unknown" -> ReplayEffect.INQUIRY_STARTED;
            default -> ReplayEffect.NOTHING;
        };
    }

    private void update(CommandKey key, String assignments, double seconds) {
        jdbc.update(
                "update counterparty.command set "
                        + assignments
                        + " where instruction = ? and step = ? and generation = ?",
                seconds,
                key.instruction().value(),
                key.step(),
                key.generation());
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

    /** How many commands of a counterparty are in each state that isn't final. */
    Map<String, Long> open(String counterparty) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.query(
                """
                select case when outcome = 'stuck' then 'stuck' when parked then 'parked'
                        when state = 'sending' and taken_at is not null then 'pending'
                        else state end as standing, count(*) as commands
                from counterparty.command
                where counterparty = ? and due_at is not null
                group by 1
                """,
                row -> {
                    counts.put(row.getString("standing"), row.getLong("commands"));
                },
                counterparty);
        return counts;
    }
}
