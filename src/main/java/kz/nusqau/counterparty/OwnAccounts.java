package kz.nusqau.counterparty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;

/**
 * Finds the account that a subscriber names as their own; its bank has the last word (R-INS-12).
 * Each look-up fails with {@link CounterpartyUnavailable}.
 */
public final class OwnAccounts {

    /** How many digits name an account or a card. */
    public static final int TAIL = 4;

    private final Banks banks;

    OwnAccounts(Banks banks) {
        this.banks = banks;
    }

    /** What came of it. */
    public sealed interface Search {

        record Found(OwnAccount account) implements Search {}

        record Refused(RefusalReason reason) implements Search {}

        /** More than one fits: none is guessed. */
        record Several(List<NamedAccount> candidates) implements Search {

            public Several {
                candidates = List.copyOf(candidates);
            }
        }
    }

    /** The account with this IBAN. */
    public CompletableFuture<Search> byIban(String iban, Msisdn owner) {
        String tail = iban.substring(iban.length() - TAIL);
        return banks.holding(iban)
                .map(bank -> checked(bank, iban, tail, owner))
                .orElseGet(() -> refused(RefusalReason.BANK_NOT_SERVED));
    }

    /** The account, or that of the linked card, which ends in these digits, at whichever bank. */
    public CompletableFuture<Search> byTail(String lastFour, Msisdn owner) {
        return banks.accounts(banks.paying(), owner)
                .thenCompose(byBank -> meant(ending(byBank, lastFour), lastFour, owner));
    }

    /** Those in another currency can't be meant, as nothing can be paid to them. */
    private CompletableFuture<Search> meant(
            List<NamedAccount> ending, String lastFour, Msisdn owner) {
        List<NamedAccount> possible = ending.stream().filter(NamedAccount::isInTenge).toList();
        if (possible.size() > 1) {
            return CompletableFuture.completedFuture(new Search.Several(possible));
        }
        if (possible.isEmpty()) {
            return refused(
                    ending.isEmpty()
                            ? RefusalReason.UNKNOWN_CARD
                            : RefusalReason.ACCOUNT_NOT_IN_TENGE);
        }
        NamedAccount only = possible.getFirst();
        return checked(only.bank(), only.account().iban(), lastFour, owner);
    }

    /** Each account once, even if its card ends as it does itself. */
    static List<NamedAccount> ending(Map<String, List<BankAccount>> byBank, String lastFour) {
        var ending = new ArrayList<NamedAccount>();
        byBank.forEach(
                (bank, accounts) -> {
                    for (BankAccount account : accounts) {
                        boolean itself = account.tail().equals(lastFour);
                        if (itself || account.card().filter(lastFour::equals).isPresent()) {
                            ending.add(new NamedAccount(bank, account, !itself));
                        }
                    }
                });
        return ending;
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
                                    case OwnerCheck.OtherNotInTenge other ->
                                            new Search.Refused(RefusalReason.OTHERS_ACCOUNT);
                                    case OwnerCheck.Closed closed ->
                                            new Search.Refused(RefusalReason.PAYEE_ACCOUNT_CLOSED);
                                    case OwnerCheck.NoAccount none ->
                                            new Search.Refused(RefusalReason.PAYEE_ACCOUNT_WRONG);
                                });
    }

    /** An account that the bank doesn't list is judged by the bank when it is paid. */
    private static boolean isInTenge(String iban, List<BankAccount> accounts) {
        return accounts.stream()
                .filter(account -> account.iban().equals(iban))
                .allMatch(NamedAccount::isInTenge);
    }
}
