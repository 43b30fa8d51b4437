package kz.nusqau.simulator.emoney;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.nusqau.simulator.counterparty.Accounts;
import kz.nusqau.simulator.world.Amount;

/** The state that operations make, live or replayed alike. Not thread-safe. */
final class EmoneyLedger {

    static final String OPERATOR = "operator";
    static final String WALLET = "wallet/";
    static final String PROVIDER = "provider/";
    static final String BANKS = "banks";

    private final Accounts accounts = new Accounts();
    // In order of arrival.
    private final Map<String, EmoneyOperation> operations = new LinkedHashMap<>();
    private final Map<String, EmoneyOperation> transactions = new HashMap<>();
    private final Set<String> reversed = new HashSet<>();
    private long numbers;

    void apply(EmoneyOperation operation) {
        operations.put(operation.correlationId(), operation);
        var transaction = operation.transaction();
        if (transaction == null) {
            return;
        }
        transactions.put(transaction, operation);
        if (operation.number() != null) {
            numbers++;
        }
        var wallet = WALLET + operation.msisdn();
        switch (operation.request()) {
            case EmoneyRequest.Deposit deposit -> accounts.move(OPERATOR, wallet, deposit.amount());
            case EmoneyRequest.BillPay billPay ->
                    accounts.move(wallet, PROVIDER + billPay.provider(), billPay.amount());
            case EmoneyRequest.Transfer transfer ->
                    accounts.move(wallet, WALLET + transfer.payee(), transfer.amount());
            case EmoneyRequest.Withdrawal withdrawal ->
                    accounts.move(wallet, BANKS, withdrawal.amount());
            case EmoneyRequest.Reversal reversal -> {
                reversed.add(reversal.transaction());
                if (isWithdrawal(reversal.transaction())) {
                    accounts.move(BANKS, wallet, operation.amount());
                } else {
                    accounts.move(wallet, OPERATOR, operation.amount());
                }
            }
        }
        if (!operation.request().fee().equals(Amount.ZERO)) {
            accounts.move(wallet, OPERATOR, operation.request().fee());
        }
    }

    private boolean isWithdrawal(String reference) {
        return transaction(reference)
                .filter(each -> each.request() instanceof EmoneyRequest.Withdrawal)
                .isPresent();
    }

    Optional<EmoneyOperation> operation(String correlationId) {
        return Optional.ofNullable(operations.get(correlationId));
    }

    Optional<EmoneyOperation> transaction(String reference) {
        return Optional.ofNullable(transactions.get(reference));
    }

    boolean isReversed(String transaction) {
        return reversed.contains(transaction);
    }

    List<EmoneyOperation> operations() {
        return List.copyOf(operations.values());
    }

    int transactionCount() {
        return transactions.size();
    }

    long numberCount() {
        return numbers;
    }

    Accounts accounts() {
        return accounts;
    }
}
