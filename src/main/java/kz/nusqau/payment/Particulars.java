package kz.nusqau.payment;

import java.util.List;
import kz.nusqau.counterparty.NamedAccount;
import kz.nusqau.counterparty.Quote;
import kz.nusqau.shared.Money;

/** What there is to tell of a refusal beside its reason. */
public sealed interface Particulars {

    /** The reason says all. */
    record None() implements Particulars {}

    /** The bound that an amount breaks, or a sum with it. */
    record Limit(Money amount) implements Particulars {}

    /** The bound of a number of operations. */
    record Count(int operations) implements Particulars {}

    /** Where the money is that is missing elsewhere. */
    record Wallet(Quote.Elsewhere where) implements Particulars {}

    /** The own accounts that what was written fits. */
    record Accounts(List<NamedAccount> possible) implements Particulars {

        public Accounts {
            possible = List.copyOf(possible);
        }
    }
}
