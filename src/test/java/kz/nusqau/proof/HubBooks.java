package kz.nusqau.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a hub's own tables say; what is not at rest or does not add up is told in words. */
public final class HubBooks {

    /** Counts of rows that are gone when nothing is under way. */
    private static final Map<String, String> UNDER_WAY = new LinkedHashMap<>();

    static {
        UNDER_WAY.put("texts not handled", "SELECT count(*) FROM mailbox.inbox_pending");
        UNDER_WAY.put("texts not sent", "SELECT count(*) FROM mailbox.outbound_open");
        UNDER_WAY.put(
                "payments not ended",
                """
                SELECT count(*) FROM payment.payment WHERE open OR state NOT IN
                ('SETTLED', 'REFUSED', 'REVERSED', 'EXPIRED', 'CANCELLED', 'SUPERSEDED')
                """);
        UNDER_WAY.put(
                "commands not ended",
                "SELECT count(*) FROM counterparty.command"
                        + " WHERE state NOT IN ('answered', 'cancelled')");
        UNDER_WAY.put(
                "challenges open",
                "SELECT count(*) FROM confirmation.challenge WHERE state = 'open'");
        UNDER_WAY.put(
                "pending transfers without an end",
                """
                SELECT count(*) FROM ledger.transfer p WHERE p.phase = 'pending' AND NOT EXISTS
                (SELECT FROM ledger.transfer e WHERE e.pending_key = p.key)
                """);
    }

    private final JdbcTemplate jdbc;

    public HubBooks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when the hub is at rest. */
    public List<String> underWay() {
        var left = new ArrayList<String>();
        UNDER_WAY.forEach(
                (what, query) -> {
                    long rows = count(query);
                    if (rows > 0) {
                        left.add(rows + " " + what);
                    }
                });
        return left;
    }

    /** Empty when nothing was given up and the ledger, counted anew from its rows, is right. */
    public List<String> faults() {
        var faults = new ArrayList<String>();
        faults.addAll(
                texts(
                        "SELECT 'text ' || id || ' could not be handled: ' || error_class"
                                + " FROM mailbox.inbox_failed"));
        faults.addAll(
                texts(
                        "SELECT 'text ' || id || ' could not be sent: ' || reason"
                                + " FROM mailbox.outbound_failed"
                                // Of a code that was used before its message was noted as sent.
                                + " WHERE reason <> 'withdrawn'"));
        faults.addAll(
                texts(
                        """
                SELECT 'payment ' || id || ' is ' || state FROM payment.payment
                 WHERE state LIKE '%REVIEW' OR state = 'OWED'
                """));
        faults.addAll(
                texts(
                        """
                SELECT 'command ' || instruction || '/' || step || '/' || generation || ' has '
                       || coalesce(outcome, 'no outcome') || ' ' || coalesce(contradiction, '')
                  FROM counterparty.command
                 WHERE contradiction IS NOT NULL OR parked OR outcome = 'stuck'
                """));
        faults.addAll(
                texts(
                        """
                SELECT 'on the desk: ' || error_class || ' of ' || source || ' ' || reference
                  FROM failedmessages.failed_message WHERE state = 'open'
                """));
        faults.addAll(balances());
        return faults;
    }

    /** Every account against its transfers; nothing is left over of what only passes through. */
    private List<String> balances() {
        return texts(
                """
                WITH sides AS (
                    SELECT debit AS account, 'd' AS side, phase, amount FROM ledger.transfer
                    UNION ALL SELECT credit, 'c', phase, amount FROM ledger.transfer),
                counted AS (
                    SELECT account,
                           coalesce(sum(amount) FILTER (WHERE side = 'd'
                               AND phase IN ('post', 'direct')), 0) AS debits,
                           coalesce(sum(amount) FILTER (WHERE side = 'c'
                               AND phase IN ('post', 'direct')), 0) AS credits
                      FROM sides GROUP BY account)
                SELECT a.code || ' has ' || a.debits_posted || '/' || a.credits_posted
                       || ', its transfers make ' || coalesce(c.debits, 0) || '/'
                       || coalesce(c.credits, 0)
                  FROM ledger.account a LEFT JOIN counted c ON c.account = a.id
                 WHERE a.debits_posted <> coalesce(c.debits, 0)
                    OR a.credits_posted <> coalesce(c.credits, 0)
                    OR a.debits_pending <> 0 OR a.credits_pending <> 0
                    OR ((a.code LIKE 'providers.%' OR a.code LIKE 'wallets.%'
                         OR a.code IN ('advance.subscribers', 'held.subscribers'))
                        AND a.debits_posted <> a.credits_posted)
                """);
    }

    /** What was posted to the debit of an account, less what was posted to its credit. */
    long net(String account) {
        return count(
                "SELECT coalesce(sum(debits_posted - credits_posted), 0) FROM ledger.account"
                        + " WHERE code = '"
                        + account
                        + "'");
    }

    /** Instructions that did what was wanted, without hyphens. */
    Set<String> settledPayments() {
        return new TreeSet<>(
                texts(
                        "SELECT replace(id::text, '-', '') FROM payment.payment"
                                + " WHERE state = 'SETTLED'"));
    }

    /** Payment numbers of all who were paid. */
    Set<String> paymentNumbers() {
        return new TreeSet<>(
                texts(
                        "SELECT DISTINCT payment_number FROM payment.payment"
                                + " WHERE state = 'SETTLED' AND payment_number IS NOT NULL"));
    }

    /** Payments whose money a bank refused to take back: a person has to ask once more. */
    List<String> refusedReturns() {
        return texts("SELECT id::text FROM payment.payment WHERE state = 'RETURN_REVIEW'");
    }

    String payments() {
        return String.join(
                ", ",
                texts(
                        "SELECT count(*) || ' ' || kind || ' ' || state FROM payment.payment"
                                + " GROUP BY kind, state ORDER BY kind, state"));
    }

    private long count(String query) {
        Long rows = jdbc.queryForObject(query, Long.class);
        return rows == null ? 0 : rows;
    }

    private List<String> texts(String query) {
        return jdbc.queryForList(query, String.class);
    }
}
