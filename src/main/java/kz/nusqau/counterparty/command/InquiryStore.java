package kz.nusqau.counterparty.command;

import static kz.nusqau.counterparty.command.CommandStore.duration;
import static kz.nusqau.counterparty.command.CommandStore.seconds;
import static kz.nusqau.counterparty.command.CommandStore.set;
import static kz.nusqau.counterparty.command.CommandStore.subscriber;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.command.PersonalSide.Item;
import kz.nusqau.shared.SubscriberId;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows that time alone moves: unknown, never recorded, orphaned, too late. */
final class InquiryStore {

    // Longer than any inquiry takes; a node that dies in between only delays the next one.
    private static final Duration CLAIM = Duration.ofSeconds(60);

    private final JdbcTemplate jdbc;
    private final PersonalSide personal;

    InquiryStore(JdbcTemplate jdbc, PersonalSide personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    /** The counterparty works on these; what has its outcome meanwhile stays as it is. */
    void takenIn(List<Intakes.Intake> intakes) {
        jdbc.query(
                """
                with ready as (
                    select c.instruction, c.step, c.generation, a.wait
                    from counterparty.command c
                    join unnest(?::uuid[], ?::text[], ?::int[], ?::float8[])
                        as a(instruction, step, generation, wait)
                        using (instruction, step, generation)
                    where c.state = 'sending'
                    order by 1, 2, 3 for update of c)
                update counterparty.command c
                set taken_at = clock_timestamp(),
                    due_at = clock_timestamp() + make_interval(secs => r.wait)
                from ready r
                where (c.instruction, c.step, c.generation)
                    = (r.instruction, r.step, r.generation)
                returning c.instruction
                """,
                statement -> {
                    set(statement, 1, Keys.of(intakes.stream().map(Intakes.Intake::key).toList()));
                    set(statement, 4, "float8", intakes, each -> seconds(each.nextInquiry()));
                },
                (row, number) -> 0);
    }

    /** Those of the counterparties for which anything is due: nearly always none. */
    Set<String> due(Collection<String> counterparties) {
        return Set.copyOf(
                jdbc.queryForList(
                        """
                        select c.id from unnest(?::text[]) as c(id)
                        where exists (
                            select from counterparty.command r
                            where r.counterparty = c.id
                                and r.state in ('queued', 'sending', 'unknown')
                                and r.due_at <= clock_timestamp())
                        """,
                        String.class,
                        (Object) counterparties.toArray(String[]::new)));
    }

    /** Takes unknown and pending commands whose inquiry is due, for this node alone. */
    List<Due> claim(String counterparty, int limit) {
        List<DueRow> rows =
                jdbc.query(
                        """
                        with due as (
                            select c.instruction, c.step, c.generation from counterparty.command c
                            where c.counterparty = ? and c.state in ('unknown', 'sending')
                                and (c.state = 'unknown' or c.taken_at is not null)
                                and c.due_at <= clock_timestamp()
                            order by c.due_at limit ? for update skip locked)
                        update counterparty.command c
                        set due_at = clock_timestamp() + make_interval(secs => ?)
                        from due d
                        where (c.instruction, c.step, c.generation)
                            = (d.instruction, d.step, d.generation)
                        returning c.instruction, c.step, c.generation, c.subscriber, c.payload,
                            c.inquiries, c.taken_at is not null as taken,
                            c.sent_at,
                            extract(epoch from clock_timestamp() - c.sent_at) as since_sent,
                            extract(epoch from clock_timestamp()
                                - coalesce(c.unknown_at, c.taken_at)) as since_unknown,
                            extract(epoch from c.deadline - clock_timestamp()) as remaining
                        """,
                        (row, number) ->
                                new DueRow(
                                        Keys.read(row),
                                        new Item(subscriber(row), row.getBytes("payload")),
                                        row.getInt("inquiries"),
                                        row.getBoolean("taken"),
                                        row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                                        duration(row, "since_sent"),
                                        duration(row, "since_unknown"),
                                        duration(row, "remaining")),
                        counterparty,
                        limit,
                        seconds(CLAIM));
        return opened(rows);
    }

    private record DueRow(
            CommandKey key,
            Item sealed,
            int inquiries,
            boolean taken,
            Instant sentAt,
            Duration sinceSent,
            Duration sinceUnknown,
            Duration left) {}

    private List<Due> opened(List<DueRow> rows) {
        var payloads = personal.open(rows.stream().map(DueRow::sealed).toList());
        var due = new ArrayList<Due>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            DueRow row = rows.get(i);
            due.add(
                    new Due(
                            row.key,
                            row.sealed.subscriber(),
                            payloads.get(i).map(CommandCodec::readOperation),
                            row.inquiries,
                            row.taken,
                            row.sentAt,
                            row.sinceSent,
                            row.sinceUnknown,
                            row.left));
        }
        return due;
    }

    /**
     * Sets the next inquiry of a command that is still unknown or pending.
     *
     * @param asked whether the counterparty was asked this time
     */
    void askAgain(CommandKey key, Duration wait, boolean asked, String detail) {
        jdbc.update(
                """
                update counterparty.command
                set due_at = clock_timestamp() + make_interval(secs => ?),
                    inquiries = inquiries + ?, detail = ?
                where instruction = ? and step = ? and generation = ?
                    and state in ('unknown', 'sending')
                    and (state = 'unknown' or taken_at is not null)
                    and outcome is distinct from 'stuck'
                """,
                seconds(wait),
                asked ? 1 : 0,
                detail,
                key.instruction().value(),
                key.step(),
                key.generation());
    }

    /**
     * {@code unknown} to {@code queued}, under the same key: the counterparty never got it.
     *
     * @return false when the row moved on meanwhile or its deadline has passed
     */
    boolean sendAgain(CommandKey key) {
        return jdbc.update(
                        """
                        update counterparty.command
                        set state = 'queued', outcome = null, inquiries = inquiries + 1,
                            detail = 'the counterparty never got it: sent again',
                            due_at = least(deadline,
                                clock_timestamp() + make_interval(secs => ?))
                        where instruction = ? and step = ? and generation = ?
                            and state = 'unknown' and deadline > clock_timestamp()
                        """,
                        seconds(CommandStore.ORPHAN_AFTER),
                        key.instruction().value(),
                        key.step(),
                        key.generation())
                == 1;
    }

    /** Sending rows whose answer should have been recorded by now: their node died or lost it. */
    List<Owned> unanswered(String counterparty, int limit) {
        return jdbc.query(
                """
                select instruction, step, generation, subscriber from counterparty.command
                where counterparty = ? and state = 'sending' and taken_at is null
                    and due_at <= clock_timestamp()
                order by due_at limit ?
                """,
                (row, number) -> new Owned(Keys.read(row), subscriber(row)),
                counterparty,
                limit);
    }

    /** Lets what is queued wait so long at least. */
    void prolong(String counterparty, Instant until) {
        jdbc.update(
                """
                update counterparty.command set deadline = ?
                where counterparty = ? and state = 'queued' and due_at < ? and deadline < ?
                """,
                Timestamp.from(until),
                counterparty,
                Timestamp.from(until),
                Timestamp.from(until));
    }

    /** Queued rows whose deadline has passed. */
    List<Owned> late(String counterparty, int limit) {
        return jdbc.query(
                """
                select instruction, step, generation, subscriber from counterparty.command
                where counterparty = ? and state = 'queued' and due_at <= clock_timestamp()
                    and deadline <= clock_timestamp()
                order by due_at limit ?
                """,
                (row, number) -> new Owned(Keys.read(row), subscriber(row)),
                counterparty,
                limit);
    }

    /** A command and whose it is. */
    record Owned(CommandKey key, SubscriberId subscriber) {}

    /**
     * Queued rows whose message should have come by now.
     *
     * @param again when they are looked at next
     */
    List<CommandKey> orphans(String counterparty, int limit, Duration again) {
        return jdbc.query(
                """
                with due as (
                    select c.instruction, c.step, c.generation from counterparty.command c
                    where c.counterparty = ? and c.state = 'queued' and not c.parked
                        and c.due_at <= clock_timestamp() and c.deadline > clock_timestamp()
                    order by c.due_at limit ? for update skip locked)
                update counterparty.command c
                set due_at = least(c.deadline, clock_timestamp() + make_interval(secs => ?))
                from due d
                where (c.instruction, c.step, c.generation)
                    = (d.instruction, d.step, d.generation)
                returning c.instruction, c.step, c.generation
                """,
                (row, number) -> Keys.read(row),
                counterparty,
                limit,
                seconds(again));
    }
}
