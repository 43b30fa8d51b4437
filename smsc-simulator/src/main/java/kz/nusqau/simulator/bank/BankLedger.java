package kz.nusqau.simulator.bank;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.simulator.counterparty.Accounts;

/** The state that transfers make, live or replayed alike. Not thread-safe. */
final class BankLedger {

    /** Other banks, and the bank's own position in a currency. */
    static final String CORRESPONDENT = "correspondent/";

    static final String EXCHANGE = "exchange/";

    private final Accounts moves = new Accounts();
    // In order of arrival.
    private final Map<String, Transfer> transfers = new LinkedHashMap<>();
    private final Map<String, Transfer> waiting = new LinkedHashMap<>();
    private final Map<String, List<Transfer>> settledByAccount = new HashMap<>();

    void apply(Transfer transfer) {
        String id = transfer.order().endToEndId();
        transfers.put(id, transfer);
        if (transfer.state() == Transfer.State.PDNG) {
            waiting.put(id, transfer);
        } else {
            waiting.remove(id);
        }
        if (transfer.isSettled()) {
            move(moves, transfer);
            remember(transfer.order().from(), transfer);
            remember(transfer.order().to(), transfer);
        }
    }

    private void remember(String account, Transfer transfer) {
        settledByAccount.computeIfAbsent(account, key -> new ArrayList<>()).add(transfer);
    }

    /** Where currencies meet, the bank's own position stands between the two accounts. */
    static void move(Accounts accounts, Transfer transfer) {
        var order = transfer.order();
        if (order.currency().equals(transfer.creditedCurrency())) {
            accounts.move(order.from(), order.to(), order.amount());
        } else {
            accounts.move(order.from(), EXCHANGE + order.currency(), order.amount());
            accounts.move(EXCHANGE + transfer.creditedCurrency(), order.to(), transfer.credited());
        }
    }

    Optional<Transfer> transfer(String endToEndId) {
        return Optional.ofNullable(transfers.get(endToEndId));
    }

    List<Transfer> transfers() {
        return List.copyOf(transfers.values());
    }

    /** For their operational day. */
    List<Transfer> waiting() {
        return List.copyOf(waiting.values());
    }

    /** Oldest first. */
    List<Transfer> settled(String account) {
        return settledByAccount.getOrDefault(account, List.of());
    }

    Accounts moves() {
        return moves;
    }
}
