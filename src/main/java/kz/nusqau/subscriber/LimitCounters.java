package kz.nusqau.subscriber;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Counters of the Almaty day in tenge, taken in the confirming transaction (R-LIM-1). */
@Component
public class LimitCounters {

    private static final Money NONE = Money.tiyn(0);

    private final JdbcTemplate jdbc;

    LimitCounters(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes each use if its day has room, in the caller's transaction and under the row's lock;
     * what has no room takes nothing. An instruction that took already is {@code TAKEN} once more.
     */
    public Map<InstructionId, LimitResult> take(List<LimitUse> uses) {
        var results = new HashMap<InstructionId, LimitResult>();
        if (uses.isEmpty()) {
            return results;
        }
        var ordered =
                uses.stream()
                        .sorted(
                                Comparator.comparing((LimitUse use) -> use.subscriber().value())
                                        .thenComparing(LimitUse::day))
                        .toList();
        var days = lock(ordered);
        var already = already(ordered);
        for (LimitUse use : ordered) {
            var day = new Day(use.subscriber(), use.day());
            DayUse used = days.getOrDefault(day, new DayUse(NONE, 0));
            LimitResult result =
                    already.contains(use.instruction()) ? LimitResult.TAKEN : judge(use, used);
            results.put(use.instruction(), result);
            if (result == LimitResult.TAKEN && !already.contains(use.instruction())) {
                days.put(day, new DayUse(used.amount().plus(use.amount()), used.operations() + 1));
            }
        }
        write(
                ordered.stream()
                        .filter(use -> results.get(use.instruction()) == LimitResult.TAKEN)
                        .filter(use -> !already.contains(use.instruction()))
                        .toList());
        return results;
    }

    /** Gives back what the instructions took, once, in the caller's transaction. */
    public void giveBack(Collection<InstructionId> instructions) {
        if (instructions.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                WITH back AS (
                    UPDATE subscriber.limit_use SET given_back = true
                     WHERE instruction_id = ANY (?) AND NOT given_back
                    RETURNING subscriber_id, day, amount),
                sums AS (
                    SELECT subscriber_id, day, sum(amount) AS amount, count(*) AS operations
                      FROM back GROUP BY subscriber_id, day),
                locked AS (
                    SELECT d.subscriber_id, d.day FROM subscriber.limit_day d
                      JOIN sums USING (subscriber_id, day)
                     ORDER BY d.subscriber_id, d.day FOR UPDATE OF d)
                UPDATE subscriber.limit_day d
                   SET amount = d.amount - s.amount, operations = d.operations - s.operations
                  FROM sums s JOIN locked USING (subscriber_id, day)
                 WHERE d.subscriber_id = s.subscriber_id AND d.day = s.day
                """,
                (Object) instructions.stream().map(InstructionId::value).toArray(UUID[]::new));
    }

    /** A first look, without a lock; who is absent has used nothing. */
    public Map<SubscriberId, DayUse> used(Collection<SubscriberId> subscribers, LocalDate day) {
        var found = new HashMap<SubscriberId, DayUse>();
        jdbc.query(
                "SELECT subscriber_id, amount, operations FROM subscriber.limit_day"
                        + " WHERE subscriber_id = ANY (?) AND day = ?",
                row -> {
                    found.put(
                            new SubscriberId(row.getObject(1, UUID.class)),
                            new DayUse(Money.tiyn(row.getLong(2)), row.getInt(3)));
                },
                subscribers.stream().map(SubscriberId::value).toArray(UUID[]::new),
                Date.valueOf(day));
        return found;
    }

    private static LimitResult judge(LimitUse use, DayUse used) {
        if (used.operations() + 1 > use.dayCount()) {
            return LimitResult.OVER_COUNT;
        }
        return used.amount().plus(use.amount()).isMoreThan(use.dayMaximum())
                ? LimitResult.OVER_AMOUNT
                : LimitResult.TAKEN;
    }

    private Map<Day, DayUse> lock(List<LimitUse> ordered) {
        var subscribers = ordered.stream().map(u -> u.subscriber().value()).toArray(UUID[]::new);
        var days = ordered.stream().map(u -> Date.valueOf(u.day())).toArray(Date[]::new);
        jdbc.update(
                """
                INSERT INTO subscriber.limit_day (subscriber_id, day, amount, operations)
                SELECT DISTINCT s, d, 0, 0 FROM unnest(?::uuid[], ?::date[]) AS n (s, d) ORDER BY s, d
                ON CONFLICT DO NOTHING
                """,
                subscribers,
                days);
        var found = new HashMap<Day, DayUse>();
        jdbc.query(
                """
                SELECT subscriber_id, day, amount, operations FROM subscriber.limit_day
                 WHERE (subscriber_id, day) IN (SELECT * FROM unnest(?::uuid[], ?::date[]))
                 ORDER BY subscriber_id, day FOR UPDATE
                """,
                row -> {
                    found.put(
                            new Day(
                                    new SubscriberId(row.getObject(1, UUID.class)),
                                    row.getDate(2).toLocalDate()),
                            new DayUse(Money.tiyn(row.getLong(3)), row.getInt(4)));
                },
                subscribers,
                days);
        return found;
    }

    private List<InstructionId> already(List<LimitUse> uses) {
        return jdbc.query(
                "SELECT instruction_id FROM subscriber.limit_use WHERE instruction_id = ANY (?)",
                (row, n) -> new InstructionId(row.getObject(1, UUID.class)),
                (Object) uses.stream().map(u -> u.instruction().value()).toArray(UUID[]::new));
    }

    private void write(List<LimitUse> taken) {
        if (taken.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                WITH used AS (
                    INSERT INTO subscriber.limit_use (instruction_id, subscriber_id, day, amount)
                    SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::date[], ?::bigint[])
                    RETURNING subscriber_id, day, amount)
                UPDATE subscriber.limit_day d
                   SET amount = d.amount + s.amount, operations = d.operations + s.operations
                  FROM (SELECT subscriber_id, day, sum(amount) AS amount, count(*) AS operations
                          FROM used GROUP BY subscriber_id, day) s
                 WHERE d.subscriber_id = s.subscriber_id AND d.day = s.day
                """,
                taken.stream().map(u -> u.instruction().value()).toArray(UUID[]::new),
                taken.stream().map(u -> u.subscriber().value()).toArray(UUID[]::new),
                taken.stream().map(u -> Date.valueOf(u.day())).toArray(Date[]::new),
                taken.stream().map(u -> u.amount().minor()).toArray(Long[]::new));
    }

    private record Day(SubscriberId subscriber, LocalDate day) {}
}
