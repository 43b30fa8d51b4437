package kz.nusqau.simulator.billing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import kz.nusqau.simulator.counterparty.Accounts;

/** Recounts the accounts from reservations and charges, independently of how they came about. */
final class BillingAudit {

    private BillingAudit() {}

    static List<String> of(BillingLedger ledger) {
        var expected = recounted(ledger);
        var actual = ledger.accounts().balances();
        var names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        var faults = new ArrayList<String>();
        for (var name : names) {
            var should = expected.getOrDefault(name, 0L);
            var is = actual.getOrDefault(name, 0L);
            if (!should.equals(is)) {
                faults.add(name + " holds " + is + " tiyn, its operations make " + should);
            }
            if (is < 0 && !name.equals(BillingLedger.OPENING)) {
                faults.add(name + " is overdrawn: " + is + " tiyn");
            }
        }
        return faults;
    }

    private static Map<String, Long> recounted(BillingLedger ledger) {
        var accounts = new Accounts();
        ledger.opened()
                .forEach(
                        (msisdn, balance) ->
                                accounts.move(
                                        BillingLedger.OPENING,
                                        BillingLedger.MAIN + msisdn,
                                        balance));
        var charged = new HashMap<String, Charge>();
        ledger.charges().forEach(charge -> charged.put(charge.reservation(), charge));
        for (var reservation : ledger.reservations()) {
            var main = BillingLedger.MAIN + reservation.msisdn();
            switch (reservation.state()) {
                case RESERVED ->
                        accounts.move(
                                main,
                                BillingLedger.HELD + reservation.msisdn(),
                                reservation.amount());
                case CHARGED -> {
                    var charge = charged.get(reservation.key());
                    if (charge != null) {
                        accounts.move(main, BillingLedger.TAKEN, charge.kept());
                    }
                }
                case RELEASED, EXPIRED -> {}
            }
        }
        return accounts.balances();
    }
}
