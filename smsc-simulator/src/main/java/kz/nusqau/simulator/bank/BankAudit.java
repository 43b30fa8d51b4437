package kz.nusqau.simulator.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import kz.nusqau.simulator.counterparty.Accounts;

/** Recounts the accounts from the transfers that were settled. */
final class BankAudit {

    private BankAudit() {}

    static List<String> of(BankLedger ledger, Function<String, Long> available) {
        Map<String, Long> expected = recounted(ledger);
        Map<String, Long> actual = ledger.moves().balances();
        var names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        var faults = new ArrayList<String>();
        for (var name : names) {
            var should = expected.getOrDefault(name, 0L);
            var is = actual.getOrDefault(name, 0L);
            if (!should.equals(is)) {
                faults.add(name + " moved by " + is + ", its transfers make " + should);
            }
            if (!name.contains("/") && available.apply(name) < 0) {
                faults.add(name + " is overdrawn: " + available.apply(name));
            }
        }
        return faults;
    }

    private static Map<String, Long> recounted(BankLedger ledger) {
        var accounts = new Accounts();
        ledger.transfers().stream()
                .filter(Transfer::isSettled)
                .forEach(transfer -> BankLedger.move(accounts, transfer));
        return accounts.balances();
    }
}
