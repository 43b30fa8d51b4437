package kz.nusqau.catalogue;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import kz.nusqau.shared.Money;

/** Amounts set by law and commissions, by the day of the payment (R-INS-6, R-INS-15). */
public final class Tariffs {

    private static final int WHOLE = 10_000;
    private static final long TIYN_PER_TENGE = 100;

    private final NavigableMap<LocalDate, Money> monthlyIndex;
    private final Map<String, Fee> byKind;

    /**
     * Of kinds that pay no provider.
     *
     * @param byKind by the kind's key
     */
    Tariffs(Map<LocalDate, Money> monthlyIndex, Map<String, Fee> byKind) {
        this.monthlyIndex = new TreeMap<>(monthlyIndex);
        this.byKind = Map.copyOf(byKind);
    }

    /** The commission, taken from the payer on top of the amount. */
    public Money fee(Provider provider, Money amount, LocalDate day) {
        return provider.fee().of(amount);
    }

    /**
     * The commission on what pays no provider, on top of the amount.
     *
     * @param kind {@code top-up}
     */
    public Money fee(String kind, Money amount) {
        Fee fee = byKind.get(kind);
        if (fee == null) {
            throw new IllegalArgumentException("no tariff of " + kind);
        }
        return fee.of(amount);
    }

    /**
     * What is to be paid: the stated amount, or what the rule of the provider makes it.
     *
     * @param stated empty exactly when the provider's amount is set by its rule
     */
    public Money amount(Provider provider, Optional<Money> stated, LocalDate day) {
        return switch (provider.amountRule()) {
            case AmountRule.Stated() ->
                    stated.orElseThrow(
                            () -> new IllegalStateException("no amount for " + provider.code()));
            case AmountRule.OfIndex(int basisPoints) -> ofIndex(basisPoints, day);
        };
    }

    /** The monthly calculation index in force on a day. */
    public Money monthlyIndex(LocalDate day) {
        var entry = monthlyIndex.floorEntry(day);
        if (entry == null) {
            throw new IllegalStateException("no monthly calculation index for " + day);
        }
        return entry.getValue();
    }

    /** From which days on there is an index. */
    SortedSet<LocalDate> indexDays() {
        return Collections.unmodifiableSortedSet(monthlyIndex.navigableKeySet());
    }

    Map<String, Fee> byKind() {
        return byKind;
    }

    private Money ofIndex(int basisPoints, LocalDate day) {
        long exact = Math.multiplyExact(monthlyIndex(day).minor(), (long) basisPoints);
        return Money.tenge(Math.ceilDiv(exact, WHOLE * TIYN_PER_TENGE));
    }
}
