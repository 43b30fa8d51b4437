package kz.nusqau.reconciliation;

import kz.nusqau.counterparty.DayFiles.Format;
import kz.nusqau.ledger.Movements.View;

/**
 * Where the ledger has what a counterparty's file tells of, and how its lines are read.
 *
 * @param account the settlement account with that counterparty
 * @param ordersNamed whether their references are ids of bank orders, to be turned into keys
 */
record Books(String account, View view, FileReader reader, boolean ordersNamed) {

    static Books of(String counterparty, Format format) {
        return switch (format) {
            case Format.BillingCsv b ->
                    new Books("operator.billing", View.HOLDS, new BillingFileReader(), false);
            case Format.EmoneyCsv e ->
                    new Books("emoney." + counterparty, View.STEPS, new EmoneyFileReader(), false);
            case Format.Camt053 statement ->
                    new Books(
                            "bank." + counterparty,
                            View.FLOWS,
                            new StatementFileReader(statement),
                            true);
        };
    }
}
