package kz.nusqau.catalogue;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import kz.nusqau.shared.Money;

/** Amounts set by law and commissions, by the day of the payment (R-INS-6, R-INS-15). */
public final class Tariffs {

    private static final int WHOLE = 10_000;
    private static final long TIYN_PER_TENGE = 100;

    private final NavigableMap<LocalDate, Money> monthlyIndex;
    private final Fee topUp;
    private final Fee send;
    private final Fee redemption;
    private final Fee refund;
    private final Fee appStore;

    Tariffs(
            Map<LocalDate, Money> monthlyIndex,
            Fee topUp,
            Fee send,
            Fee redemption,
            Fee refund,
            Fee appStore) {
        this.monthlyIndex = new TreeMap<>(monthlyIndex);
        this.topUp = topUp;
        this.send = send;
        this.redemption = redemption;
        this.refund = refund;
        this.appStore = appStore;
    }

    /** The commission, taken from the payer on top of the amount. */
    public Money fee(Provider provider, Money amount, LocalDate day) {
        return provider.fee().of(amount);
    }

    /** The commission on filling the own wallet, on top of the amount. */
    public Money topUpFee(Money amount) {
        return topUp.of(amount);
    }

    /** The commission on buying e-money for somebody else, on top of the amount. */
    public Money sendFee(Money amount) {
        return send.of(amount);
    }

    /** The commission on redeeming e-money, taken from the wallet on top of the amount. */
    public Money redemptionFee(Money amount) {
        return redemption.of(amount);
    }

    /** The commission on refunding an advance, taken from it on top of the amount. */
    public Money refundFee(Money amount) {
        return refund.of(amount);
    }

    /** The commission on payments to the app store, on top of the amount. */
    public Money appStoreFee(Money amount) {
        return appStore.of(amount);
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

    private Money ofIndex(int basisPoints, LocalDate day) {
        long exact = Math.multiplyExact(monthlyIndex(day).minor(), (long) basisPoints);
        return Money.tenge(Math.ceilDiv(exact, WHOLE * TIYN_PER_TENGE));
    }
}
