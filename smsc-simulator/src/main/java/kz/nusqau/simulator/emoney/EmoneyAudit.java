package kz.nusqau.simulator.emoney;

import java.util.List;
import kz.nusqau.simulator.counterparty.Accounts;
import kz.nusqau.simulator.world.Amount;

/** Recounts the accounts from deposits that stand and payments made. */
final class EmoneyAudit {

    private EmoneyAudit() {}

    static List<String> of(EmoneyLedger ledger) {
        return ledger.accounts().faults(recounted(ledger), EmoneyLedger.OPERATOR);
    }

    private static Accounts recounted(EmoneyLedger ledger) {
        var accounts = new Accounts();
        for (var operation : ledger.operations()) {
            var transaction = operation.transaction();
            if (transaction == null) {
                continue;
            }
            var wallet = EmoneyLedger.WALLET + operation.msisdn();
            switch (operation.request()) {
                case EmoneyRequest.Deposit deposit -> {
                    if (!ledger.isReversed(transaction)) {
                        accounts.move(EmoneyLedger.OPERATOR, wallet, deposit.amount());
                    }
                }
                case EmoneyRequest.BillPay billPay ->
                        accounts.move(
                                wallet,
                                EmoneyLedger.PROVIDER + billPay.provider(),
                                billPay.amount());
                case EmoneyRequest.Transfer transfer ->
                        accounts.move(
                                wallet, EmoneyLedger.WALLET + transfer.payee(), transfer.amount());
                case EmoneyRequest.Withdrawal withdrawal -> {
                    if (!ledger.isReversed(transaction)) {
                        accounts.move(wallet, EmoneyLedger.BANKS, withdrawal.amount());
                    }
                }
                case EmoneyRequest.Reversal reversal -> {
                    // What it reversed was left out above.
                }
            }
            if (!operation.request().fee().equals(Amount.ZERO)) {
                accounts.move(wallet, EmoneyLedger.OPERATOR, operation.request().fee());
            }
        }
        return accounts;
    }
}
