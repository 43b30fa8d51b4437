package kz.nusqau.counterparty;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import kz.nusqau.shared.Money;

/**
 * A rate of the day at which a bank changes one currency into another (R-INS-9, R-INS-16).
 *
 * @param unit one of the two: the rate is what one unit of it costs in the other
 */
public record Exchange(String from, String to, String unit, BigDecimal rate) {

    private static final String TENGE = "KZT";
    private static final int CROSS_DECIMALS = 6;

    public Exchange {
        if (from.equals(to) || !(unit.equals(from) || unit.equals(to)) || rate.signum() <= 0) {
            throw new IllegalArgumentException(
                    "no rate from %s to %s: %s for a %s".formatted(from, to, rate, unit));
        }
    }

    /**
     * The bank buys one currency and sells the other, both for tenge; empty where it has no rate.
     */
    public static Optional<Exchange> between(String from, String to, List<BankRate> rates) {
        if (to.equals(TENGE)) {
            return of(from, rates).map(rate -> new Exchange(from, to, from, rate.buy()));
        }
        if (from.equals(TENGE)) {
            return of(to, rates).map(rate -> new Exchange(from, to, to, rate.sell()));
        }
        return of(from, rates)
                .flatMap(
                        bought ->
                                of(to, rates)
                                        .map(
                                                sold ->
                                                        bought.buy()
                                                                .divide(
                                                                        sold.sell(),
                                                                        CROSS_DECIMALS,
                                                                        RoundingMode.HALF_UP)))
                .map(rate -> new Exchange(from, to, from, rate));
    }

    private static Optional<BankRate> of(String currency, List<BankRate> rates) {
        return rates.stream().filter(rate -> rate.currency().equals(currency)).findFirst();
    }

    /** What becomes of an amount, half up to the minor unit. */
    public Money of(Money amount) {
        if (!amount.currency().equals(from)) {
            throw new IllegalArgumentException(amount + " is no " + from);
        }
        var minor = BigDecimal.valueOf(amount.minor());
        BigDecimal changed =
                unit.equals(from)
                        ? minor.multiply(rate).setScale(0, RoundingMode.HALF_UP)
                        : minor.divide(rate, 0, RoundingMode.HALF_UP);
        return new Money(changed.longValueExact(), to);
    }
}
