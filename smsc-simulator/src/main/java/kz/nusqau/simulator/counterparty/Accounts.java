package kz.nusqau.simulator.counterparty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

    /**
     * What is wrong with these accounts when the others are the same operations counted anew.
     *
     * @param source where money comes from; no other account may go below zero
     */
    public List<String> faults(Accounts recounted, String source) {
        var expected = recounted.balances();
        var actual = balances();
        var names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        var faults = new ArrayList<String>();
        for (var name : names) {
            long should = expected.getOrDefault(name, 0L);
            long is = actual.getOrDefault(name, 0L);
            if (should != is) {
                faults.add(name + " holds " + is + " tiyn, its operations make " + should);
            }
            if (is < 0 && !name.equals(source)) {
                faults.add(name + " is overdrawn: " + is + " tiyn");
            }
        }
        return faults;
    }
}
