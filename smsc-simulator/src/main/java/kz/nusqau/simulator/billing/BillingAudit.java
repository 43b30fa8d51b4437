package kz.nusqau.simulator.billing;

import java.util.HashMap;
import java.util.List;
import kz.nusqau.simulator.counterparty.Accounts;

/** Recounts the accounts from reservations and charges, independently of how they came about. */
final class BillingAudit {

    private BillingAudit() {}

    static List<String> of(BillingLedger ledger) {
        return ledger.accounts().faults(recounted(ledger), BillingLedger.OPENING);
    }

    private static Accounts recounted(BillingLedger ledger) {
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
        return accounts;
    }
}
