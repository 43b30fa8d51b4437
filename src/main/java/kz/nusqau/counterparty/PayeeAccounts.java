package kz.nusqau.counterparty;

import java.util.concurrent.CompletableFuture;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;

/**
 * Asks the bank of somebody else's account whose it is, before anything is sent there (R-INS-8).
 * The look-up fails with {@link CounterpartyUnavailable}.
 */
public final class PayeeAccounts {

    private final Banks banks;

    PayeeAccounts(Banks banks) {
        this.banks = banks;
    }

    /** What came of it. */
    public sealed interface Check {

        /**
         * It can be paid to.
         *
         * @param bank that holds it
         * @param holder a first name and an initial
         */
        record Found(String bank, String iban, String holder) implements Check {

            @Override
            public String toString() {
                return "an account at " + bank;
            }
        }

        record Refused(RefusalReason reason) implements Check {}
    }

    public CompletableFuture<Check> check(String iban, Msisdn payer) {
        return banks.holding(iban)
                .map(
                        bank ->
                                banks.checkOwner(bank, iban, payer)
                                        .thenApply(owner -> check(bank, iban, owner)))
                .orElseGet(
                        () ->
                                CompletableFuture.completedFuture(
                                        new Check.Refused(RefusalReason.PAYEE_BANK_NOT_SERVED)));
    }

    private static Check check(String bank, String iban, OwnerCheck owner) {
        return switch (owner) {
            case OwnerCheck.Own own -> new Check.Refused(RefusalReason.OWN_ACCOUNT);
            case OwnerCheck.Other(var name) ->
                    name.<Check>map(holder -> new Check.Found(bank, iban, holder))
                            // Nobody could tell whether it is the right one.
                            .orElseGet(() -> new Check.Refused(RefusalReason.PAYEE_DATA_MISSING));
            case OwnerCheck.OtherNotInTenge other ->
                    new Check.Refused(RefusalReason.PAYEE_NOT_IN_TENGE);
            case OwnerCheck.Closed closed -> new Check.Refused(RefusalReason.PAYEE_ACCOUNT_CLOSED);
            case OwnerCheck.NoAccount none -> new Check.Refused(RefusalReason.PAYEE_ACCOUNT_WRONG);
        };
    }
}
