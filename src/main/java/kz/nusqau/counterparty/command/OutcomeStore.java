package kz.nusqau.counterparty.command;

import static kz.nusqau.counterparty.command.CommandStore.seconds;
import static kz.nusqau.counterparty.command.CommandStore.set;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome;
import kz.nusqau.counterparty.command.PersonalSide.Item;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what is known of commands; never over a final answer. */
final class OutcomeStore {

    private final JdbcTemplate jdbc;
    private final PersonalSide personal;

    OutcomeStore(JdbcTemplate jdbc, PersonalSide personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    /**
     * Writes outcomes of distinct commands in the caller's transaction.
     *
     * @return those that were news, and what the desk has to know of them
     */
    List<Written> write(List<Recorded> outcomes) {
        Map<CommandKey, byte[]> responses = sealedResponses(outcomes);
        return jdbc.query(
                """
                with news as (
                    select * from unnest(?::uuid[], ?::text[], ?::int[], ?::text[], ?::text[],
                            ?::text[], ?::bytea[], ?::float8[])
                        as n(instruction, step, generation, outcome, refusal, detail, response,
                            wait)),
                ready as (
                    select c.instruction, c.step, c.generation, c.on_desk as waited,
                        n.outcome, n.refusal, n.detail, n.response, n.wait
                    from counterparty.command c join news n using (instruction, step, generation)
                    where case n.outcome
                        when 'not-sent' then c.state in ('queued', 'unknown')
                        when 'unknown' then c.state = 'sending' and c.taken_at is null
                        when 'stuck' then c.state in ('sending', 'unknown')
                            and c.outcome is distinct from 'stuck'
                        else c.state in ('queued', 'sending', 'unknown') end
                    order by 1, 2, 3 for update of c)
                update counterparty.command c
                set outcome = r.outcome, refusal = r.refusal, detail = r.detail,
                    response = r.response, parked = false,
                    on_desk = c.on_desk or r.outcome = 'stuck',
                    state = case r.outcome when 'accepted' then 'answered'
                        when 'refused' then 'answered' when 'not-sent' then 'cancelled'
                        else 'unknown' end,
                    answered_at = case when r.outcome not in ('unknown', 'stuck')
                        then clock_timestamp() end,
                    unknown_at = case when r.outcome in ('unknown', 'stuck')
                        then coalesce(c.unknown_at, clock_timestamp()) else c.unknown_at end,
                    due_at = case r.outcome
                        when 'unknown' then clock_timestamp() + make_interval(secs => r.wait)
                        when 'stuck' then 'infinity' end
                from ready r
                where (c.instruction, c.step, c.generation)
                    = (r.instruction, r.step, r.generation)
                returning c.instruction, c.step, c.generation, c.counterparty, c.operation,
                    c.attempts, c.inquiries, r.waited
                """,
                statement -> {
                    set(statement, 1, Keys.of(outcomes.stream().map(Recorded::key).toList()));
                    set(statement, 4, "text", outcomes, each -> each.outcome().name());
                    set(statement, 5, "text", outcomes, each -> refusal(each.outcome()));
                    set(statement, 6, "text", outcomes, each -> detail(each.outcome()));
                    set(
                            statement,
                            7,
                            "bytea",
                            outcomes,
                            each -> Optional.ofNullable(responses.get(each.key())));
                    set(statement, 8, "float8", outcomes, each -> seconds(each.nextInquiry()));
                },
                (row, number) -> written(row));
    }

    private static Written written(ResultSet row) throws SQLException {
        return new Written(
                Keys.read(row),
                row.getString("counterparty"),
                row.getString("operation"),
                row.getInt("attempts"),
                row.getInt("inquiries"),
                row.getBoolean("waited"));
    }

    /**
     * An outcome that was news.
     *
     * @param waited a person was asked to look at the command before
     */
    record Written(
            CommandKey key,
            String counterparty,
            String operation,
            int attempts,
            int inquiries,
            boolean waited) {}

    private Map<CommandKey, byte[]> sealedResponses(List<Recorded> outcomes) {
        var keys = new ArrayList<CommandKey>();
        var items = new ArrayList<Item>();
        for (Recorded each : outcomes) {
            if (each.outcome() instanceof CommandOutcome.Accepted accepted) {
                keys.add(each.key());
                items.add(new Item(each.subscriber(), CommandCodec.write(accepted)));
            }
        }
        List<byte[]> sealed = personal.seal(items);
        Map<CommandKey, byte[]> responses = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            responses.put(keys.get(i), sealed.get(i));
        }
        return responses;
    }

    private static Optional<String> refusal(CommandOutcome outcome) {
        return outcome instanceof CommandOutcome.Refused refused
                ? Optional.of(refused.reason().name())
                : Optional.empty();
    }

    private static Optional<String> detail(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Accepted a -> Optional.empty();
            case CommandOutcome.Refused(var reason, var detail) -> Optional.of(detail);
            case CommandOutcome.NotSent(var why) -> Optional.of(why);
            case CommandOutcome.Unknown(var detail) -> Optional.of(detail);
            case CommandOutcome.Stuck(var detail) -> Optional.of(detail);
        };
    }

    /** The outcomes that rows hold, by key; without those that have none. */
    Map<CommandKey, String> outcomes(Collection<CommandKey> keys) {
        Map<CommandKey, String> found = new HashMap<>();
        jdbc.query(
                """
                select c.instruction, c.step, c.generation, c.outcome
                from counterparty.command c
                join unnest(?::uuid[], ?::text[], ?::int[]) as a(instruction, step, generation)
                    using (instruction, step, generation)
                where c.outcome is not null
                """,
                statement -> set(statement, 1, Keys.of(keys)),
                row -> {
                    found.put(Keys.read(row), row.getString("outcome"));
                });
        return found;
    }

    /** Marks final rows whose later answers said otherwise, once each. */
    List<Written> markContradicted(Map<CommandKey, String> details) {
        var keys = List.copyOf(details.keySet());
        return jdbc.query(
                """
                update counterparty.command c set contradiction = a.detail
                from unnest(?::uuid[], ?::text[], ?::int[], ?::text[])
                    as a(instruction, step, generation, detail)
                where (c.instruction, c.step, c.generation) = (a.instruction, a.step, a.generation)
                    and c.contradiction is null
                returning c.instruction, c.step, c.generation, c.counterparty, c.operation,
                    c.attempts, c.inquiries, true as waited
                """,
                statement -> {
                    set(statement, 1, Keys.of(keys));
                    set(statement, 4, "text", keys, key -> Optional.ofNullable(details.get(key)));
                },
                (row, number) -> written(row));
    }

    /**
     * An answer was there and could not be recorded: it is asked for again later.
     *
     * @param patience failures after which a person decides
     * @return the command, when that is now
     */
    Optional<Written> recordingFailed(CommandKey key, int patience) {
        return jdbc
                .query(
                        """
                        update counterparty.command
                        set record_failures = record_failures + 1, state = 'unknown',
                            outcome = case when record_failures + 1 >= ? then 'stuck'
                                else 'unknown' end,
                            unknown_at = coalesce(unknown_at, clock_timestamp()),
                            on_desk = on_desk or record_failures + 1 >= ?,
                            detail = 'the answer could not be recorded',
                            due_at = case when record_failures + 1 >= ? then 'infinity'
                                else clock_timestamp()
                                    + make_interval(secs => power(2, record_failures)) end
                        where instruction = ? and step = ? and generation = ?
                            and state in ('sending', 'unknown')
                        returning instruction, step, generation, counterparty, operation, attempts,
                            inquiries, outcome = 'stuck' as waited
                        """,
                        (row, number) -> written(row),
                        patience,
                        patience,
                        patience,
                        key.instruction().value(),
                        key.step(),
                        key.generation())
                .stream()
                .filter(Written::waited)
                .findFirst();
    }
}
