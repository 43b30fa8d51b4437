package kz.nusqau.ledger;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The chart of accounts. An account is opened when it is first booked to; one that fits no entry is
 * a fault of the books, told by their check, and never a reason to refuse money.
 */
enum Chart {
    OPERATOR("operator.billing", Kind.ASSET),
    EMONEY("emoney.", Kind.ASSET),
    BANK("bank.", Kind.ASSET),
    WALLETS("wallets.", Kind.ASSET),
    RECEIVABLE("receivable.subscribers", Kind.ASSET),
    ADVANCE("advance.subscribers", Kind.LIABILITY),
    HELD("held.subscribers", Kind.LIABILITY),
    PROVIDERS("providers.", Kind.LIABILITY),
    COMMISSION("income.commission", Kind.INCOME),
    LOSSES("expense.losses", Kind.EXPENSE),
    SUSPENSE("suspense", Kind.SUSPENSE);

    /** On which side of the balance sheet an account stands. */
    enum Kind {
        ASSET,
        LIABILITY,
        INCOME,
        EXPENSE,
        /** On neither: what a person has to clear up. */
        SUSPENSE
    }

    private final String code;
    private final Kind kind;

    Chart(String code, Kind kind) {
        this.code = code;
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The code of an account, or with a point at its end what comes before a counterparty's. */
    String code() {
        return code;
    }

    static Optional<Chart> of(String account) {
        return Stream.of(values()).filter(entry -> entry.holds(account)).findFirst();
    }

    private boolean holds(String account) {
        return code.endsWith(".")
                ? account.startsWith(code) && account.length() > code.length()
                : account.equals(code);
    }
}
