package kz.nusqau.reconciliation;

import kz.nusqau.counterparty.DayFiles.Format;
import kz.nusqau.ledger.Movements.View;

/**
 * Where the ledger has what a counterparty's file tells of, and how its lines are read.
 *
 * @param account the settlement account with that counterparty
 */
record Books(String account, View view, FileReader reader) {

    static Books of(String counterparty, Format format) {
        return switch (format) {
            case BILLING_CSV -> new Books("operator.billing", View.HOLDS, new BillingFileReader());
            case EMONEY_CSV ->
                    new Books("emoney." + counterparty, View.STEPS, new EmoneyFileReader());
        };
    }
}
