package kz.nusqau.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What the books say of a settlement account, entry by entry, to be held against what the other
 * side says. Entries go into a table of the caller's, in the caller's transaction, without passing
 * through this process.
 *
 * <p>The table has the columns {@code reference text, state_then text, state_now text, amount
 * bigint, currency text, at_then timestamptz, at_now timestamptz, that_day boolean}: "then" is the
 * end of the period, null for what was not there yet. What only a person booked is no entry: the
 * other side knows nothing of it.
 */
@Component
public class Movements {

    /** What one entry is, and how it is referred to. */
    public enum View {
        /**
         * A pending transfer and how it ended; the reference is that of the command that made it
         * pending. Its state is pending, posted or voided; mixed when its parts ended differently.
         * What was voided and taken after all counts as taken.
         */
        HOLDS,
        /**
         * What one command booked, under its own reference; its state is always done. What comes in
         * and goes out by the same command counts once.
         */
        STEPS,
        /**
         * What really came in or went out, under the reference of the command that began it; what
         * is pending or was voided is not there. Its state is in, out or mixed.
         */
        FLOWS
    }

    private static final Pattern NAME = Pattern.compile("[a-z_]+");

    /** The command of a transfer: its key without the last part. */
    private static final String REFERENCE = "left(%1$s, -strpos(reverse(%1$s), '/'))";

    /** Pending transfers as the period shows them, and their ends if these came later. */
    private static final String ROOTS_OF_PERIOD =
            """
            SELECT r.*, r.began_at AS pending_at, later.phase AS later, later.booked_at AS later_at
              FROM (SELECT coalesce(pending_key, key) AS root, max(amount) AS amount,
                           min(booked_at) FILTER (WHERE phase = 'pending')  AS began_at,
                           max(phase) FILTER (WHERE phase <> 'pending')     AS ended,
                           max(booked_at) FILTER (WHERE phase <> 'pending') AS ended_at
                      FROM ledger.transfer
                     WHERE $account IN (debit, credit) AND booked_at >= ? AND booked_at < ?
                       AND strpos(coalesce(pending_key, key), '/%s/') = 0
                     GROUP BY 1) AS r
              LEFT JOIN LATERAL (SELECT phase, booked_at FROM ledger.transfer
                                  WHERE r.ended IS NULL AND pending_key = r.root OFFSET 0) AS later
                ON true
            """
                    .formatted(Ledger.BY_HAND);

    private static final String ROOTS_OF_REFERENCES =
            """
            SELECT p.key AS root, p.amount, p.booked_at AS pending_at,
                   CASE WHEN p.phase = 'pending' AND p.booked_at < u.until
                        THEN p.booked_at END                             AS began_at,
                   CASE WHEN e.booked_at < u.until THEN e.phase END      AS ended,
                   CASE WHEN e.booked_at < u.until THEN e.booked_at END  AS ended_at,
                   CASE WHEN e.booked_at >= u.until THEN e.phase END     AS later,
                   CASE WHEN e.booked_at >= u.until THEN e.booked_at END AS later_at
              FROM (SELECT ?::timestamptz AS until) AS u CROSS JOIN $sought AS s
              JOIN LATERAL (SELECT * FROM ledger.transfer
                             WHERE key >= s.reference || '/' AND key < s.reference || '0'
                               AND phase IN ('pending', 'direct')
                               AND $account IN (debit, credit) OFFSET 0) AS p ON true
              LEFT JOIN LATERAL (SELECT 'direct' AS phase, p.booked_at WHERE p.phase = 'direct'
                                 UNION ALL
                                 SELECT phase, booked_at FROM ledger.transfer
                                  WHERE p.phase = 'pending' AND pending_key = p.key) AS e ON true
            """;

    private static final String TURNOVER =
            """
            greatest(sum(amount) FILTER (WHERE debit = $account),
                     sum(amount) FILTER (WHERE credit = $account))""";

    private static final String STEPS_OF_PERIOD =
            """
            SELECT %s, 'done', 'done', %s, '$currency', max(booked_at), max(booked_at), true
              FROM ledger.transfer
             WHERE $account IN (debit, credit) AND booked_at >= ? AND booked_at < ?
               AND strpos(key, '/%s/') = 0
             GROUP BY 1
            """
                    .formatted(REFERENCE.formatted("key"), TURNOVER, Ledger.BY_HAND);

    private static final String STEPS_OF_REFERENCES =
            """
            SELECT s.reference, CASE WHEN min(t.booked_at) < u.until THEN 'done' END, 'done',
                   %s, '$currency',
                   CASE WHEN min(t.booked_at) < u.until THEN max(t.booked_at) END,
                   max(t.booked_at), false
              FROM (SELECT ?::timestamptz AS until) AS u CROSS JOIN $sought AS s
              JOIN LATERAL (SELECT debit, credit, amount, booked_at FROM ledger.transfer
                             WHERE key >= s.reference || '/' AND key < s.reference || '0'
                               AND $account IN (debit, credit) OFFSET 0) AS t ON true
             GROUP BY s.reference, u.until
            """
                    .formatted(TURNOVER);

    private static final String FLOW =
            """
            CASE WHEN bool_and(t.debit = $account) THEN 'in'
                 WHEN bool_and(t.credit = $account) THEN 'out' ELSE 'mixed' END""";

    private static final String FLOWS_OF_PERIOD =
            """
            SELECT %1$s, %2$s, %2$s, sum(t.amount), '$currency', max(t.booked_at),
                   max(t.booked_at), true
              FROM ledger.transfer t
             WHERE $account IN (debit, credit) AND phase IN ('post', 'direct')
               AND booked_at >= ? AND booked_at < ?
               AND strpos(coalesce(pending_key, key), '/%3$s/') = 0
             GROUP BY 1
            """
                    .formatted(
                            REFERENCE.formatted("coalesce(pending_key, key)"),
                            FLOW,
                            Ledger.BY_HAND);

    private static final String FLOWS_OF_REFERENCES =
            """
            SELECT s.reference, CASE WHEN min(t.booked_at) < u.until THEN %1$s END, %1$s,
                   sum(t.amount), '$currency',
                   CASE WHEN min(t.booked_at) < u.until THEN max(t.booked_at) END,
                   max(t.booked_at), false
              FROM (SELECT ?::timestamptz AS until) AS u CROSS JOIN $sought AS s
              JOIN LATERAL (SELECT * FROM ledger.transfer
                             WHERE key >= s.reference || '/' AND key < s.reference || '0'
                               AND phase IN ('pending', 'direct')
                               AND $account IN (debit, credit) OFFSET 0) AS p ON true
              JOIN LATERAL (SELECT p.debit, p.credit, p.amount, p.booked_at
                             WHERE p.phase = 'direct'
                            UNION ALL
                            SELECT debit, credit, amount, booked_at FROM ledger.transfer
                             WHERE p.phase = 'pending' AND pending_key = p.key
                               AND phase = 'post') AS t ON true
             GROUP BY s.reference, u.until
            """
                    .formatted(FLOW);

    private static final String MOVED =
            """
            SELECT a.currency,
                   sum(CASE WHEN t.debit = a.id THEN t.amount ELSE -t.amount END
                       * CASE t.phase
                              WHEN 'direct' THEN 1
                              WHEN 'pending' THEN CASE WHEN ? OR EXISTS (
                                       SELECT FROM ledger.transfer e
                                        WHERE e.pending_key = t.key AND e.phase = 'post')
                                   THEN 1 ELSE 0 END
                              WHEN 'void' THEN CASE WHEN ? THEN -1 ELSE 0 END
                              ELSE 0 END)
              FROM ledger.transfer t JOIN ledger.account a ON a.id IN (t.debit, t.credit)
             WHERE a.code = ? AND t.key >= ? || '/' AND t.key < ? || '0'
             GROUP BY a.currency
            """;

    private final JdbcTemplate jdbc;

    Movements(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds what began or ended in the period. */
    public void addOfPeriod(String table, View view, String account, Instant from, Instant until) {
        for (Account each : accounts(account)) {
            String sql =
                    switch (view) {
                        case HOLDS -> holds(ROOTS_OF_PERIOD, true);
                        case STEPS -> STEPS_OF_PERIOD;
                        case FLOWS -> FLOWS_OF_PERIOD;
                    };
            jdbc.update(insert(table, sql, each), Timestamp.from(from), Timestamp.from(until));
        }
    }

    /**
     * Adds what there is under certain references, whenever it was.
     *
     * @param sought a table with the column {@code reference text COLLATE "C"}
     */
    public void addOfReferences(
            String table, View view, String account, String sought, Instant until) {
        for (Account each : accounts(account)) {
            String sql =
                    switch (view) {
                        case HOLDS -> holds(ROOTS_OF_REFERENCES, false);
                        case STEPS -> STEPS_OF_REFERENCES;
                        case FLOWS -> FLOWS_OF_REFERENCES;
                    };
            jdbc.update(
                    insert(table, sql, each).replace("$sought", named(sought)),
                    Timestamp.from(until));
        }
    }

    /**
     * What one reference has done to the account until now, by currency in minor units, negative
     * when money left it. In the view of steps a pending transfer counts as moved until a step
     * voids it; in the others only what was posted counts.
     */
    public Map<String, Long> moved(View view, String account, String reference) {
        var moved = new HashMap<String, Long>();
        jdbc.query(
                MOVED,
                row -> {
                    moved.put(row.getString(1), row.getLong(2));
                },
                view == View.STEPS,
                view == View.STEPS,
                account,
                reference,
                reference);
        return moved;
    }

    private static String insert(String table, String sql, Account account) {
        return """
        INSERT INTO %s (reference, state_then, state_now, amount, currency, at_then, at_now, that_day)
        """
                        .formatted(named(table))
                + sql.replace("$account", Integer.toString(account.id))
                        .replace("$currency", account.currency);
    }

    private static String named(String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("not a table: " + table);
        }
        return table;
    }

    private List<Account> accounts(String code) {
        return jdbc.query(
                "SELECT id, currency FROM ledger.account WHERE code = ?",
                (row, n) -> new Account(row.getInt(1), row.getString(2)),
                code);
    }

    private record Account(int id, String currency) {}

    private static String holds(String roots, boolean thatDay) {
        return """
        SELECT %s,
               CASE WHEN count(coalesce(ended_at, began_at)) > 0 THEN %s END, %s,
               coalesce(sum(amount) FILTER (WHERE coalesce(ended, later) = 'direct'),
                        sum(amount)), '$currency', max(coalesce(ended_at, began_at)),
               max(coalesce(later_at, ended_at, pending_at)), %s
          FROM (%s) AS roots
         GROUP BY 1
        """
                .formatted(
                        REFERENCE.formatted("root"),
                        state("ended"),
                        state("coalesce(ended, later)"),
                        thatDay,
                        roots);
    }

    private static String state(String end) {
        return """
        CASE WHEN count(%1$s) = 0 THEN 'pending'
             WHEN count(%1$s) < count(*) THEN 'mixed'
             WHEN bool_and(%1$s = 'void') THEN 'voided'
             WHEN bool_and(%1$s IN ('void', 'direct')) THEN 'posted'
             WHEN bool_and(%1$s <> 'void') THEN 'posted'
             ELSE 'mixed' END"""
                .formatted(end);
    }
}
