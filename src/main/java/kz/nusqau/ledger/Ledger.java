package kz.nusqau.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The books. A trigger of the database keeps the balances and refuses whatever would not fit, so
 * that no caller can put them wrong.
 */
@Component
public class Ledger {

    /**
     * In the place of a step in keys of what a person booked: no counterparty tells of it in its
     * files.
     */
    public static final String BY_HAND = "by-hand";

    private final JdbcTemplate jdbc;
    private final Accounts accounts;

    Ledger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.accounts = new Accounts(jdbc);
    }

    /**
     * Books the transfers in the caller's transaction. A key that is booked already changes
     * nothing, unless the content differs, which is a bug. The accounts stay locked until the
     * transaction ends: call this late in it.
     */
    public void apply(List<Transfer> transfers) {
        if (transfers.isEmpty()) {
            return;
        }
        Map<String, Transfer> byKey = new LinkedHashMap<>();
        for (Transfer transfer : transfers) {
            requireSame(transfer, byKey.putIfAbsent(transfer.key(), transfer));
        }
        Set<String> fresh = insert(List.copyOf(byKey.values()));
        if (fresh.size() < byKey.size()) {
            byKey.keySet().removeAll(fresh);
            booked(byKey.keySet()).forEach(old -> requireSame(byKey.get(old.key()), old));
        }
    }

    /** What was booked for an instruction, oldest first. */
    public List<Transfer> of(InstructionId instruction) {
        return history(instruction).stream().map(Booked::transfer).toList();
    }

    /**
     * What was booked, and when.
     *
     * @param at by the database's clock
     */
    public record Booked(Instant at, Transfer transfer) {}

    /** The same as {@link #of}, with times. */
    public List<Booked> history(InstructionId instruction) {
        // By the key's prefix: the primary key serves, no index of its own is needed.
        return select(
                "t.key >= ? AND t.key < ? ORDER BY t.booked_at, t.key",
                instruction + "/",
                instruction + "0");
    }

    /** What is under way now. Reads the accounts, which are few, and no transfer. */
    public MoneyInFlight inFlight(String currency) {
        long[] pending = new long[2];
        List<MoneyInFlight.Transit> transit = new ArrayList<>();
        jdbc.query(
                """
                SELECT code, debits_pending, credits_pending, debits_posted - credits_posted
                  FROM ledger.account WHERE currency = ? ORDER BY code
                """,
                row -> {
                    String code = row.getString(1);
                    switch (Chart.of(code).orElse(Chart.SUSPENSE)) {
                        case OPERATOR -> pending[0] += row.getLong(2);
                        case EMONEY -> pending[1] += row.getLong(3);
                        case WALLETS, ADVANCE, HELD, PROVIDERS -> {
                            if (row.getLong(4) != 0) {
                                transit.add(new MoneyInFlight.Transit(code, row.getLong(4)));
                            }
                        }
                        case BANK, RECEIVABLE, COMMISSION, LOSSES, SUSPENSE -> {}
                    }
                },
                currency);
        return new MoneyInFlight(currency, pending[0], pending[1], List.copyOf(transit));
    }

    private Set<String> insert(List<Transfer> transfers) {
        Map<Accounts.Key, Integer> ids = accounts.ids(transfers);
        return new HashSet<>(
                jdbc.query(
                        """
                        INSERT INTO ledger.transfer
                            (key, phase, pending_key, instruction_id, debit, credit, amount)
                        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::int[],
                            ?::int[], ?::bigint[])
                        ON CONFLICT (key) DO NOTHING
                        RETURNING key
                        """,
                        (row, n) -> row.getString(1),
                        transfers.stream().map(Transfer::key).toArray(String[]::new),
                        transfers.stream().map(t -> name(t.phase())).toArray(String[]::new),
                        transfers.stream().map(Transfer::pendingKey).toArray(String[]::new),
                        transfers.stream().map(t -> t.instruction().value()).toArray(UUID[]::new),
                        transfers.stream()
                                .map(t -> ids.get(Accounts.Key.debit(t)))
                                .toArray(Integer[]::new),
                        transfers.stream()
                                .map(t -> ids.get(Accounts.Key.credit(t)))
                                .toArray(Integer[]::new),
                        transfers.stream().map(t -> t.amount().minor()).toArray(Long[]::new)));
    }

    private List<Transfer> booked(Collection<String> keys) {
        return select("t.key = ANY (?)", (Object) keys.toArray(String[]::new)).stream()
                .map(Booked::transfer)
                .toList();
    }

    private List<Booked> select(String where, Object... arguments) {
        return jdbc.query(
                """
                SELECT t.key, t.phase, t.pending_key, t.instruction_id, d.code, c.code, t.amount,
                       d.currency, t.booked_at
                  FROM ledger.transfer t
                  JOIN ledger.account d ON d.id = t.debit
                  JOIN ledger.account c ON c.id = t.credit
                 WHERE\s"""
                        + where,
                (row, n) ->
                        new Booked(
                                row.getTimestamp(9).toInstant(),
                                new Transfer(
                                        row.getString(1),
                                        Transfer.Phase.valueOf(
                                                row.getString(2).toUpperCase(Locale.ROOT)),
                                        row.getString(3),
                                        new InstructionId(row.getObject(4, UUID.class)),
                                        row.getString(5),
                                        row.getString(6),
                                        new Money(row.getLong(7), row.getString(8)))),
                arguments);
    }

    private static void requireSame(@Nullable Transfer wanted, @Nullable Transfer booked) {
        if (booked != null && !booked.equals(wanted)) {
            throw new IllegalStateException(
                    "another transfer has this key: " + booked + ", not " + wanted);
        }
    }

    private static String name(Transfer.Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
