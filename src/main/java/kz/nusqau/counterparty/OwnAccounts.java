package kz.nusqau.counterparty;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;

/**
 * Finds the account that a subscriber names as their own; its bank has the last word (R-INS-12).
 * Each look-up fails with {@link CounterpartyUnavailable}.
 */
public final class OwnAccounts {

    private static final String TENGE = "KZT";
    private static final int TAIL = 4;

    private final Banks banks;

    OwnAccounts(Banks banks) {
        this.banks = banks;
    }

    /** What came of it. */
    public sealed interface Search {

        record Found(OwnAccount account) implements Search {}

        record Refused(RefusalReason reason) implements Search {}
    }

    /** The account with this IBAN. */
    public CompletableFuture<Search> byIban(String iban, Msisdn owner) {
        String tail = iban.substring(iban.length() - TAIL);
        return banks.holding(iban)
                .map(bank -> checked(bank, iban, tail, owner))
                .orElseGet(() -> refused(RefusalReason.BANK_NOT_SERVED));
    }

    /** The account of the linked card that ends in these digits, at whichever bank. */
    public CompletableFuture<Search> byCard(String lastFour, Msisdn owner) {
        return banks.accounts(banks.paying(), owner)
                .thenCompose(byBank -> ofCard(withCard(byBank, lastFour), lastFour, owner));
    }

    private static Map<String, List<BankAccount>> withCard(
            Map<String, List<BankAccount>> byBank, String lastFour) {
        var some = new TreeMap<String, List<BankAccount>>();
        byBank.forEach(
                (bank, accounts) -> {
                    var own = withCard(accounts, lastFour);
                    if (!own.isEmpty()) {
                        some.put(bank, own);
                    }
                });
        return some;
    }

    private static List<BankAccount> withCard(List<BankAccount> accounts, String lastFour) {
        return accounts.stream()
                .filter(account -> account.card().filter(lastFour::equals).isPresent())
                .toList();
    }

    private CompletableFuture<Search> ofCard(
            Map<String, List<BankAccount>> byBank, String lastFour, Msisdn owner) {
        if (byBank.isEmpty()) {
            return refused(RefusalReason.UNKNOWN_CARD);
        }
        var first = byBank.entrySet().iterator().next();
        return byBank.size() > 1 || first.getValue().size() > 1
                ? refused(RefusalReason.AMBIGUOUS_CARD)
                : checked(first.getKey(), first.getValue().getFirst().iban(), lastFour, owner);
    }

    private static CompletableFuture<Search> refused(RefusalReason reason) {
        return CompletableFuture.completedFuture(new Search.Refused(reason));
    }

    private CompletableFuture<Search> checked(String bank, String iban, String tail, Msisdn owner) {
        return banks.checkOwner(bank, iban, owner)
                .thenCombine(
                        banks.accounts(bank, owner),
                        (check, accounts) ->
                                switch (check) {
                                    case OwnerCheck.Own() when !isInTenge(iban, accounts) ->
                                            new Search.Refused(RefusalReason.ACCOUNT_NOT_IN_TENGE);
                                    case OwnerCheck.Own() ->
                                            new Search.Found(
                                                    new OwnAccount(
                                                            bank,
                                                            banks.settlementAccount(bank),
                                                            iban,
                                                            tail));
                                    case OwnerCheck.Other other ->
                                            new Search.Refused(RefusalReason.OTHERS_ACCOUNT);
                                    case OwnerCheck.NoAccount none ->
                                            new Search.Refused(RefusalReason.PAYEE_ACCOUNT_WRONG);
                                });
    }

    /** An account that the bank doesn't list is judged by the bank when it is paid. */
    private static boolean isInTenge(String iban, List<BankAccount> accounts) {
        return accounts.stream()
                .filter(account -> account.iban().equals(iban))
                .allMatch(account -> account.available().currency().equals(TENGE));
    }
}
