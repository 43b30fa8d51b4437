package kz.nusqau.reconciliation;

import java.time.Duration;
import java.util.UUID;
import kz.nusqau.counterparty.BankOrders;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.Movements;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Holds the staged lines of a file against the ledger, in sets.
 *
 * <p>A line and an entry are one when their references are. A clock's difference at midnight, an
 * outcome that was asked for afterwards: what one side tells today and the other tomorrow is
 * matched, too, and remembered, so that it is missing nowhere.
 */
final class Matching {

    /** The state of our entry that agrees with theirs: as at the day's end, or as it is now. */
    private static final String FITS =
            "(t.state = o.state_then or t.state = o.state_now"
                    + " or (t.state = 'pending' and o.state_then is null))";

    private static final String OUR_TIME =
            "(case when t.state = o.state_now and t.state is distinct from o.state_then"
                    + " then o.at_now else coalesce(o.at_then, o.at_now) end)";

    private final JdbcTemplate jdbc;
    private final Movements movements;
    private final BankOrders orders;
    private final Duration tolerance;

    /**
     * @param tolerance times may differ by this much even over midnight
     */
    Matching(JdbcTemplate jdbc, Movements movements, BankOrders orders, Duration tolerance) {
        this.jdbc = jdbc;
        this.movements = movements;
        this.orders = orders;
        this.tolerance = tolerance;
    }

    /** What a file came to. */
    record Result(long breaks, long resolved) {}

    /** Matches, and writes breaks down for the file of that id. */
    Result match(Day day, Books books, UUID file) {
        if (books.ordersNamed()) {
            orders.nameKeys("theirs");
            jdbc.execute("analyze theirs");
        }
        numberRepeated();
        gatherOurs(day, books);
        findDifferences(day);
        if (books.ordersNamed()) {
            orders.matchNotices(day.counterparty(), "theirs", "found");
        }
        dropToldBefore(day);
        long explained = explainBookedLate(day) + explainToldLate(day);
        findWrittenOff(day);
        rememberTold(day);
        return new Result(keepBreaks(day, file), explained);
    }

    /** Their first line of a reference is the one; each further is one too many. */
    private void numberRepeated() {
        jdbc.update(
                """
                update theirs t set turn = r.turn
                  from (select line, row_number() over (partition by reference order by line) as turn
                          from theirs
                         where reference in (select reference from theirs
                                              group by reference having count(*) > 1)) as r
                 where r.line = t.line and r.turn > 1
                """);
    }

    private void gatherOurs(Day day, Books books) {
        movements.addOfPeriod("ours", books.view(), books.account(), day.from(), day.until());
        jdbc.execute("analyze ours");
        jdbc.update(
                """
                insert into sought
                select t.reference from theirs t
                 where t.turn = 1 and t.reference <> '' and strpos(t.reference, ?) = 0
                   and not exists (select from ours o where o.reference = t.reference)
                """,
                "/" + Ledger.BY_HAND + "/");
        jdbc.execute("analyze sought");
        movements.addOfReferences("ours", books.view(), books.account(), "sought", day.until());
        jdbc.execute("analyze ours");
    }

    private void findDifferences(Day day) {
        jdbc.update(
                """
                create temp table found on commit drop as
                select case when o.reference is null then 'missing-here'
                            when t.reference is null then 'missing-there'
                            when t.amount <> o.amount or t.currency <> o.currency then 'amount'
                            when not %1$s then 'state'
                            else 'date' end as kind,
                       coalesce(t.reference, o.reference) as reference,
                       coalesce(t.turn > 1, false) as repeated, t.line, nullif(t.own, '') as own,
                       coalesce(t.currency, o.currency) as currency,
                       o.amount as our_amount, t.amount as their_amount, t.moved as their_moved,
                       case when t.reference is null then o.state_then
                            when t.state = o.state_then then o.state_then
                            else o.state_now end as our_state,
                       t.state as their_state, %2$s as our_time, t.at as their_time
                  from theirs t
                  full join ours o on o.reference = t.reference and o.turn = t.turn
                 where o.reference is null or t.reference is null
                    or t.amount <> o.amount or t.currency <> o.currency or not %1$s
                    or (abs(extract(epoch from t.at - %2$s)) > %3$d
                        and not (t.at >= '%4$s' and t.at < '%5$s'
                                 and %2$s >= '%4$s' and %2$s < '%5$s'))
                """
                        .formatted(FITS, OUR_TIME, tolerance.toSeconds(), day.from(), day.until()));
    }

    /** Ours of this day that an earlier file told already. */
    private void dropToldBefore(Day day) {
        jdbc.update(
                """
                delete from found f using reconciliation.told_before b
                 where f.kind = 'missing-there' and b.counterparty = ? and b.day = ?
                   and b.reference = f.reference
                """,
                day.counterparty(),
                day.date());
    }

    /** They told it in an earlier file, when we had nothing; now we have. */
    private long explainBookedLate(Day day) {
        return explain(
                """
                delete from found f using reconciliation.break b
                 where f.kind = 'missing-there' and b.state <> 'resolved' and b.counterparty = ?
                   and b.kind = 'missing-here' and not b.repeated
                   and b.reference = f.reference and b.their_amount = f.our_amount
                   and b.currency = f.currency
                returning b.id
                """,
                day,
                "booked here on " + day.date());
    }

    /** An earlier day's difference that this file tells without one. */
    private long explainToldLate(Day day) {
        return explain(
                """
                select b.id from reconciliation.break b join theirs t on t.reference = b.reference
                 where b.state <> 'resolved' and b.counterparty = ? and not b.repeated
                   and b.kind in ('missing-here', 'missing-there', 'state')
                   and b.our_state is distinct from 'written-off' and t.turn = 1
                   and not exists (select from found f
                                    where f.reference = t.reference and not f.repeated)
                """,
                day,
                "agrees in the file of " + day.date());
    }

    /**
     * Resolves breaks and writes down why. For one that is booked to suspense it is only noted: a
     * person takes the booking back.
     *
     * @param late a query for the ids of breaks
     */
    private long explain(String late, Day day, String why) {
        return jdbc.update(
                "with late as (\n"
                        + late
                        + """
                ),
                gone as (
                    update reconciliation.break b set state = 'resolved', resolved_at = now()
                      from late where late.id = b.id and b.state = 'open'
                    returning b.id)
                insert into reconciliation.act (break, who, act, detail)
                select late.id, 'hub', case when gone.id is null then 'explained' else 'resolved' end,
                       ?
                  from late left join gone on gone.id = late.id
                """,
                day.counterparty(),
                why);
    }

    /** Both sides tell the same now, but we wrote the difference off before they did. */
    private void findWrittenOff(Day day) {
        jdbc.update(
                """
                insert into found (kind, reference, repeated, line, own, currency, our_amount,
                                   their_amount, their_moved, our_state, their_state, our_time,
                                   their_time)
                select 'state', t.reference, false, t.line, nullif(t.own, ''), t.currency, o.amount,
                       t.amount, t.moved, 'written-off', t.state, coalesce(o.at_then, o.at_now), t.at
                  from theirs t join ours o on o.reference = t.reference and o.turn = t.turn
                 where t.turn = 1 and t.reference <> '' and t.moved is not null
                   and t.reference in (select b.reference from reconciliation.break b
                                        where b.counterparty = ? and b.reference <> ''
                                          and not b.repeated and b.state = 'resolved'
                                        group by b.reference having sum(b.booked) <> 0)
                   and not exists (select from found f
                                    where f.reference = t.reference and not f.repeated)
                """,
                day.counterparty());
    }

    private void rememberTold(Day day) {
        jdbc.update(
                """
                insert into reconciliation.told_before (counterparty, day, reference)
                select ?, ?::date + 1
                           + floor(extract(epoch from o.at_now - ?::timestamptz) / 86400)::int,
                       o.reference
                  from theirs t join ours o on o.reference = t.reference and o.turn = t.turn
                 where o.at_now >= ? and t.state = o.state_now and t.state <> 'pending'
                on conflict do nothing
                """,
                day.counterparty(),
                day.date(),
                day.untilStamp(),
                day.untilStamp());
    }

    private long keepBreaks(Day day, UUID file) {
        return jdbc.update(
                """
                insert into reconciliation.break (counterparty, day, day_file, kind, reference,
                    repeated, line, their_reference, currency, our_amount, their_amount,
                    their_moved, our_state, their_state, our_time, their_time)
                select ?, ?, ?, kind, reference, repeated, line, own, currency, our_amount,
                       their_amount, their_moved, our_state, their_state, our_time, their_time
                  from found order by line, reference
                """,
                day.counterparty(),
                day.date(),
                file);
    }
}
