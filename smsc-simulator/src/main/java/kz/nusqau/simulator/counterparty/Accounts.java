package kz.nusqau.simulator.counterparty;

import java.util.HashMap;
import java.util.Map;
import kz.nusqau.simulator.world.Amount;

/**
 * Double-entry accounts: money only ever moves from one to another, so they always sum to zero. Not
 * thread-safe.
 */
public final class Accounts {

    private final Map<String, Long> balances = new HashMap<>();

    public void move(String from, String to, Amount amount) {
        balances.merge(from, -amount.tiyn(), Math::addExact);
        balances.merge(to, amount.tiyn(), Math::addExact);
    }

    /** In tiyn; the accounts that money comes from go below zero. */
    public long balance(String account) {
        return balances.getOrDefault(account, 0L);
    }

    /** Of all accounts whose name begins so. */
    public long total(String prefix) {
        return balances.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** A copy, without the accounts that stand at zero. */
    public Map<String, Long> balances() {
        var copy = new HashMap<>(balances);
        copy.values().removeIf(balance -> balance == 0);
        return Map.copyOf(copy);
    }
}
