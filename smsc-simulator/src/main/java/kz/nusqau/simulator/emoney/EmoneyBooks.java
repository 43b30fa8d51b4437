package kz.nusqau.simulator.emoney;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import kz.nusqau.simulator.counterparty.Journal;
import kz.nusqau.simulator.counterparty.Pending;
import kz.nusqau.simulator.counterparty.References;
import kz.nusqau.simulator.counterparty.Refusal;
import kz.nusqau.simulator.world.Amount;
import org.jspecify.annotations.Nullable;

/** An e-money system's own record of every request and every tenge. */
public final class EmoneyBooks implements AutoCloseable {

    /** What became of a request. */
    sealed interface Outcome {
        record Done(EmoneyOperation operation) implements Outcome {}

        /** A request with this correlation id came before, the same or another. */
        record Duplicate() implements Outcome {}
    }

    /**
     * Sums over everything.
     *
     * @param issued deposits less their reversals and less what came back as commissions
     * @param redeemed withdrawals less their reversals
     */
    public record Totals(
            Amount issued, Amount inWallets, Amount paidToProviders, Amount redeemed) {}

    private final String system;
    private final EmoneyRules rules;
    private final EmoneyLimits limits;
    private final long numbersFrom;
    private final Pending pending;
    private final Clock clock;
    private final EmoneyLedger ledger = new EmoneyLedger();
    private final Journal<EmoneyOperation> journal;

    EmoneyBooks(
            String system,
            EmoneyRules rules,
            EmoneyLimits limits,
            long numbersFrom,
            Pending pending,
            Clock clock,
            @Nullable Path file) {
        this.system = system;
        this.rules = rules;
        this.limits = limits;
        this.numbersFrom = numbersFrom;
        this.pending = pending;
        this.clock = clock;
        this.journal =
                file == null
                        ? Journal.inMemory(EmoneyOperation.class)
                        : Journal.open(file, EmoneyOperation.class, ledger::apply);
    }

    synchronized Outcome perform(Order order, Optional<Refusal> forced, boolean resumed) {
        var correlationId = order.correlationId();
        var request = order.request();
        if (ledger.operation(correlationId).isPresent()
                || (!resumed && pending.contains(correlationId))) {
            return new Outcome.Duplicate();
        }
        var refused = forced.or(() -> objection(request)).orElse(null);
        var operation =
                new EmoneyOperation(
                        correlationId,
                        order.reference(),
                        request,
                        msisdnOf(request),
                        amountOf(request),
                        refused,
                        refused == null ? nextTransaction() : null,
                        refused == null ? paymentNumberFor(request) : null,
                        clock.instant());
        journal.append(operation);
        ledger.apply(operation);
        return new Outcome.Done(operation);
    }

    private Optional<Refusal> objection(EmoneyRequest request) {
        return switch (request) {
            case EmoneyRequest.Deposit deposit ->
                    rules.objectionTo(deposit)
                            .or(() -> ofFullWallet(deposit.msisdn(), deposit.amount()));
            case EmoneyRequest.BillPay billPay ->
                    rules.objectionTo(billPay)
                            .or(
                                    () ->
                                            ofPoorWallet(
                                                    billPay.msisdn(),
                                                    billPay.amount().plus(billPay.fee())));
            case EmoneyRequest.Transfer transfer ->
                    rules.objectionTo(transfer)
                            .or(
                                    () ->
                                            ofPoorWallet(
                                                    transfer.msisdn(),
                                                    transfer.amount().plus(transfer.fee())))
                            .or(() -> ofFullWallet(transfer.payee(), transfer.amount()));
            case EmoneyRequest.Withdrawal withdrawal ->
                    rules.objectionTo(withdrawal)
                            .or(() -> ofPoorWallet(withdrawal.msisdn(), withdrawal.amount()));
            case EmoneyRequest.Reversal reversal -> ofReversal(reversal);
        };
    }

    private Optional<Refusal> ofFullWallet(String msisdn, Amount amount) {
        return balanceOf(msisdn).plus(amount).isMoreThan(limits.fullest())
                ? Optional.of(
                        Refusal.businessRule(
                                "maxBalanceExceeded", "a wallet holds at most " + limits.fullest()))
                : Optional.empty();
    }

    private Optional<Refusal> ofPoorWallet(String msisdn, Amount amount) {
        return amount.isMoreThan(balanceOf(msisdn))
                ? Optional.of(
                        Refusal.businessRule(
                                "insufficientFunds", "the wallet does not cover the amount"))
                : Optional.empty();
    }

    private Optional<Refusal> ofReversal(EmoneyRequest.Reversal reversal) {
        var original = ledger.transaction(reversal.transaction());
        if (original.isEmpty()) {
            return Optional.of(
                    Refusal.unknown(
                            "identifierError", "transactionReference", "no such transaction"));
        }
        if (ledger.isReversed(reversal.transaction())) {
            return Optional.of(Refusal.businessRule("incorrectState", "it is reversed already"));
        }
        return switch (original.get().request()) {
            case EmoneyRequest.Deposit deposit -> ofPoorWallet(deposit.msisdn(), deposit.amount());
            // However full the wallet is by now: the money is its owner's.
            case EmoneyRequest.Withdrawal withdrawal -> Optional.empty();
            default ->
                    Optional.of(
                            Refusal.businessRule(
                                    "incorrectState",
                                    "only a deposit or a withdrawal can be reversed"));
        };
    }

    private String msisdnOf(EmoneyRequest request) {
        return switch (request) {
            case EmoneyRequest.Deposit deposit -> deposit.msisdn();
            case EmoneyRequest.BillPay billPay -> billPay.msisdn();
            case EmoneyRequest.Transfer transfer -> transfer.msisdn();
            case EmoneyRequest.Withdrawal withdrawal -> withdrawal.msisdn();
            case EmoneyRequest.Reversal reversal ->
                    ledger.transaction(reversal.transaction())
                            .map(EmoneyOperation::msisdn)
                            .orElse("");
        };
    }

    private Amount amountOf(EmoneyRequest request) {
        return switch (request) {
            case EmoneyRequest.Deposit deposit -> deposit.amount();
            case EmoneyRequest.BillPay billPay -> billPay.amount();
            case EmoneyRequest.Transfer transfer -> transfer.amount();
            case EmoneyRequest.Withdrawal withdrawal -> withdrawal.amount();
            case EmoneyRequest.Reversal reversal ->
                    ledger.transaction(reversal.transaction())
                            .map(EmoneyOperation::amount)
                            .orElse(Amount.ZERO);
        };
    }

    private String nextTransaction() {
        var prefix = system.substring(0, 1).toUpperCase(Locale.ROOT);
        return "%s%010d".formatted(prefix, ledger.transactionCount() + 1L);
    }

    private @Nullable String paymentNumberFor(EmoneyRequest request) {
        return request instanceof EmoneyRequest.Quotable
                ? PaymentNumbers.of(numbersFrom + ledger.numberCount())
                : null;
    }

    private Amount balanceOf(String msisdn) {
        return new Amount(ledger.accounts().balance(EmoneyLedger.WALLET + msisdn));
    }

    /** Money that its owner put into the wallet in some other way, at a kiosk for instance. */
    public void fill(String msisdn, Amount amount) {
        var deposit = new EmoneyRequest.Deposit(msisdn, amount);
        perform(new Order(UUID.randomUUID().toString(), "", deposit), Optional.empty(), false);
    }

    /** What the wallet holds; an unused one is empty. */
    public synchronized Amount wallet(String msisdn) {
        return balanceOf(msisdn);
    }

    public synchronized Optional<EmoneyOperation> operation(String correlationId) {
        return ledger.operation(correlationId);
    }

    public synchronized Optional<EmoneyOperation> transaction(String reference) {
        return ledger.transaction(reference);
    }

    public synchronized boolean isReversed(String transaction) {
        return ledger.isReversed(transaction);
    }

    /** Every request that was understood, in order of arrival. */
    public synchronized List<EmoneyOperation> operations() {
        return ledger.operations();
    }

    /** What was asked under the client's own reference, {@code instruction/step/generation}. */
    public List<EmoneyOperation> withReference(String reference) {
        return operations().stream().filter(each -> each.reference().equals(reference)).toList();
    }

    /** Deposits that stand: carried out and not reversed. */
    public synchronized List<EmoneyOperation> standingDeposits() {
        return ledger.operations().stream()
                .filter(each -> each.request() instanceof EmoneyRequest.Deposit)
                .filter(each -> each.transaction() != null)
                .filter(each -> !ledger.isReversed(String.valueOf(each.transaction())))
                .toList();
    }

    /** Provider payments that were carried out. */
    public List<EmoneyOperation> payments() {
        return completed(EmoneyRequest.BillPay.class);
    }

    /** Transfers between wallets that were carried out. */
    public List<EmoneyOperation> transfers() {
        return completed(EmoneyRequest.Transfer.class);
    }

    /** Withdrawals that stand: carried out and not reversed. */
    public synchronized List<EmoneyOperation> standingWithdrawals() {
        return completed(EmoneyRequest.Withdrawal.class).stream()
                .filter(each -> !ledger.isReversed(String.valueOf(each.transaction())))
                .toList();
    }

    private List<EmoneyOperation> completed(Class<? extends EmoneyRequest> type) {
        return operations().stream()
                .filter(each -> type.isInstance(each.request()))
                .filter(EmoneyOperation::isCompleted)
                .toList();
    }

    public synchronized Totals totals() {
        var accounts = ledger.accounts();
        return new Totals(
                new Amount(-accounts.balance(EmoneyLedger.OPERATOR)),
                new Amount(accounts.total(EmoneyLedger.WALLET)),
                new Amount(accounts.total(EmoneyLedger.PROVIDER)),
                new Amount(accounts.balance(EmoneyLedger.BANKS)));
    }

    /** Wallets with money left in them, by number. */
    public synchronized Map<String, Amount> fundedWallets() {
        return ledger.accounts().balances().entrySet().stream()
                .filter(each -> each.getKey().startsWith(EmoneyLedger.WALLET))
                .collect(
                        Collectors.toMap(
                                each -> each.getKey().substring(EmoneyLedger.WALLET.length()),
                                each -> new Amount(each.getValue()),
                                (one, other) -> one,
                                TreeMap::new));
    }

    /** Instructions that topped up more than once, with the references; empty when all is well. */
    public Map<String, List<String>> doubleDeposits() {
        return doubled(standingDeposits());
    }

    /** Instructions that paid more than once, with the references; empty when all is well. */
    public Map<String, List<String>> doublePayments() {
        return doubled(payments());
    }

    /** Instructions that sent more than once, with the references; empty when all is well. */
    public Map<String, List<String>> doubleTransfers() {
        return doubled(transfers());
    }

    /** Instructions that redeemed more than once, with the references; empty when all is well. */
    public Map<String, List<String>> doubleWithdrawals() {
        return doubled(standingWithdrawals());
    }

    private static Map<String, List<String>> doubled(List<EmoneyOperation> operations) {
        var byInstruction =
                operations.stream()
                        .filter(each -> !each.reference().isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        each -> References.instructionOf(each.reference()),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                EmoneyOperation::reference, Collectors.toList())));
        byInstruction.values().removeIf(references -> references.size() < 2);
        return byInstruction;
    }

    /** Recounts everything from the operations; what differs from the accounts is told. */
    public synchronized List<String> discrepancies() {
        return EmoneyAudit.of(ledger);
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
