package kz.nusqau.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Trial balances. What an account held in the past is what it holds now less what moved since, so
 * only transfers since the period's begin are read.
 */
@Component
class TrialBalances {

    private final JdbcTemplate jdbc;
    private final Snapshot snapshot;

    TrialBalances(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.jdbc = snapshot.jdbc();
    }

    /**
     * The trial balance of a period.
     *
     * @param after what {@code next} of the page before said
     */
    TrialBalance trialBalance(Instant from, Instant until, @Nullable String after, int limit) {
        List<TrialBalance.Line> all = snapshot.read(() -> balances(from, until));
        List<TrialBalance.Line> rest =
                all.stream()
                        .filter(line -> after == null || place(line).compareTo(after) > 0)
                        .toList();
        List<TrialBalance.Line> page = rest.subList(0, Math.min(limit, rest.size()));
        return new TrialBalance(
                from,
                until,
                totals(all),
                page,
                page.size() < rest.size() ? place(page.getLast()) : null);
    }

    private static String place(TrialBalance.Line line) {
        return line.account() + " " + line.currency();
    }

    private static List<TrialBalance.Total> totals(List<TrialBalance.Line> lines) {
        Map<String, TrialBalance.Total> totals = new TreeMap<>();
        for (TrialBalance.Line line : lines) {
            totals.merge(
                    line.currency(),
                    new TrialBalance.Total(
                            line.currency(),
                            line.opening(),
                            line.debits(),
                            line.credits(),
                            line.closing()),
                    TrialBalances::sum);
        }
        return List.copyOf(totals.values());
    }

    private static TrialBalance.Total sum(TrialBalance.Total a, TrialBalance.Total b) {
        return new TrialBalance.Total(
                a.currency(),
                Math.addExact(a.opening(), b.opening()),
                Math.addExact(a.debits(), b.debits()),
                Math.addExact(a.credits(), b.credits()),
                Math.addExact(a.closing(), b.closing()));
    }

    private List<TrialBalance.Line> balances(Instant from, Instant until) {
        return jdbc.query(
                """
                WITH moved AS (
                    SELECT side.account,
                           coalesce(sum(side.debit) FILTER (WHERE booked_at < ?), 0)  AS debits,
                           coalesce(sum(side.credit) FILTER (WHERE booked_at < ?), 0) AS credits,
                           sum(side.debit - side.credit)                              AS since
                      FROM ledger.transfer t,
                           LATERAL (VALUES (t.debit, t.amount, 0), (t.credit, 0, t.amount))
                             AS side (account, debit, credit)
                     WHERE t.phase IN ('post', 'direct') AND t.booked_at >= ?
                     GROUP BY side.account)
                SELECT a.code, a.currency, coalesce(m.debits, 0), coalesce(m.credits, 0),
                       a.debits_posted - a.credits_posted - coalesce(m.since, 0)
                  FROM ledger.account a LEFT JOIN moved m ON m.account = a.id
                 ORDER BY a.code COLLATE "C", a.currency COLLATE "C"
                """,
                (row, n) -> {
                    long debits = row.getLong(3);
                    long credits = row.getLong(4);
                    long opening = row.getLong(5);
                    return new TrialBalance.Line(
                            row.getString(1),
                            row.getString(2),
                            kind(row.getString(1)),
                            opening,
                            debits,
                            credits,
                            Math.addExact(opening, Math.subtractExact(debits, credits)));
                },
                Timestamp.from(until),
                Timestamp.from(until),
                Timestamp.from(from));
    }

    private static String kind(String account) {
        return Chart.of(account)
                .map(entry -> entry.kind().name().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
