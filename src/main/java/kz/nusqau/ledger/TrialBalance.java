package kz.nusqau.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the accounts held before a period, what moved in it, what they held after; posted amounts in
 * minor units, debits counted positive.
 *
 * @param until exclusive
 * @param totals over all accounts, one for each currency; with books in balance they open and close
 *     with zero
 * @param lines a page of the accounts, in the order of code and currency
 * @param next where the next page begins, null at the end
 */
public record TrialBalance(
        Instant from, Instant until, List<Total> totals, List<Line> lines, @Nullable String next) {

    public TrialBalance {
        totals = List.copyOf(totals);
        lines = List.copyOf(lines);
    }

    /** All accounts of a currency. */
    public record Total(String currency, long opening, long debits, long credits, long closing) {}

    /**
     * One account.
     *
     * @param kind asset, liability, income, expense or suspense; empty for one outside the chart
     */
    public record Line(
            String account,
            String currency,
            String kind,
            long opening,
            long debits,
            long credits,
            long closing) {}
}
