package kz.nusqau.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Proves the books from the transfers alone, as of one moment: every currency sums to zero, every
 * balance equals its transfers, every end has a pending transfer like it, every account is in the
 * chart. Reads all transfers.
 */
@Component
public class LedgerCheck {

    private static final int FAULTS_SHOWN = 100;

    private final JdbcTemplate jdbc;
    private final Snapshot snapshot;

    LedgerCheck(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.jdbc = snapshot.jdbc();
    }

    public LedgerReport run() {
        return snapshot.read(this::look);
    }

    private LedgerReport look() {
        List<String> faults = new ArrayList<>(sums());
        faults.addAll(differences());
        faults.addAll(misfits());
        List<Balance> balances = balances();
        faults.addAll(strangers(balances));
        Open open =
                jdbc.query(
                                """
                        SELECT count(*), min(p.booked_at), (SELECT count(*) FROM ledger.transfer),
                               transaction_timestamp()
                          FROM ledger.transfer p
                         WHERE p.phase = 'pending' AND NOT EXISTS (
                               SELECT FROM ledger.transfer e WHERE e.pending_key = p.key)
                        """,
                                (row, n) ->
                                        new Open(
                                                row.getLong(1),
                                                instant(row.getTimestamp(2)),
                                                row.getLong(3),
                                                row.getTimestamp(4).toInstant()))
                        .getFirst();
        return new LedgerReport(
                open.asOf(), open.transfers(), balances, faults, open.count(), open.oldest());
    }

    private List<Balance> balances() {
        return jdbc.query(
                """
                SELECT code, currency, debits_pending, debits_posted, credits_pending,
                       credits_posted
                  FROM ledger.account ORDER BY code, currency
                """,
                (row, n) ->
                        new Balance(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6)));
    }

    private static List<String> strangers(List<Balance> balances) {
        return balances.stream()
                .filter(balance -> Chart.of(balance.code()).isEmpty())
                .map(balance -> balance.code() + " is not in the chart of accounts")
                .toList();
    }

    private List<String> sums() {
        return jdbc.query(
                """
                SELECT currency, sum(debits_posted - credits_posted),
                       sum(debits_pending - credits_pending)
                  FROM ledger.account GROUP BY currency
                HAVING sum(debits_posted) <> sum(credits_posted)
                    OR sum(debits_pending) <> sum(credits_pending)
                """,
                (row, n) ->
                        "%s is out of balance by %d posted and %d pending"
                                .formatted(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    private List<String> differences() {
        return jdbc.query(
                """
                WITH sides AS (
                    SELECT debit AS account, 'd' AS side, phase, amount FROM ledger.transfer
                    UNION ALL
                    SELECT credit, 'c', phase, amount FROM ledger.transfer),
                sums AS (
                    SELECT account, side,
                           sum(CASE phase WHEN 'pending' THEN amount WHEN 'direct' THEN 0
                                          ELSE -amount END) AS pending,
                           sum(amount) FILTER (WHERE phase IN ('post', 'direct')) AS posted
                      FROM sides GROUP BY account, side)
                SELECT coalesce(a.code || ' ' || a.currency, 'account ' || s.account)
                  FROM ledger.account a
                  FULL JOIN (SELECT account FROM sums GROUP BY account) s ON s.account = a.id
                  LEFT JOIN sums d ON d.account = a.id AND d.side = 'd'
                  LEFT JOIN sums c ON c.account = a.id AND c.side = 'c'
                 WHERE a.id IS NULL
                    OR a.debits_pending <> coalesce(d.pending, 0)
                    OR a.debits_posted <> coalesce(d.posted, 0)
                    OR a.credits_pending <> coalesce(c.pending, 0)
                    OR a.credits_posted <> coalesce(c.posted, 0)
                 LIMIT ?
                """,
                (row, n) -> row.getString(1) + " differs from its transfers",
                FAULTS_SHOWN);
    }

    private List<String> misfits() {
        return jdbc.query(
                """
                SELECT e.key FROM ledger.transfer e
                  LEFT JOIN ledger.transfer p
                    ON p.key = e.pending_key AND p.phase = 'pending'
                   AND p.instruction_id = e.instruction_id AND p.debit = e.debit
                   AND p.credit = e.credit AND p.amount = e.amount
                 WHERE e.pending_key IS NOT NULL AND p.key IS NULL
                 LIMIT ?
                """,
                (row, n) -> row.getString(1) + " ends no pending transfer like it",
                FAULTS_SHOWN);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private record Open(long count, @Nullable Instant oldest, long transfers, Instant asOf) {}
}
