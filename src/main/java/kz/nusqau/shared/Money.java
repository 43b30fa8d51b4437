package kz.nusqau.shared;

import java.util.regex.Pattern;

/**
 * An amount in minor units (tiyn for KZT), never negative: direction is debit or credit.
 *
 * <p>Arithmetic is exact; an overflow is an {@link ArithmeticException}, a currency mismatch an
 * {@link IllegalArgumentException}.
 *
 * @param minor minor units, 0 or more
 * @param currency ISO 4217 code, three capitals
 */
public record Money(long minor, String currency) implements Comparable<Money> {

    private static final long MINOR_PER_MAJOR = 100;
    private static final String TENGE = "KZT";
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}\\.\\d{2}");

    public Money {
        if (minor < 0) {
            throw new IllegalArgumentException("money is never negative: " + minor);
        }
        if (!currency.equals(TENGE) && !CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException("not an ISO 4217 code: " + currency);
        }
    }

    public static Money tiyn(long tiyn) {
        return new Money(tiyn, TENGE);
    }

    public static Money tenge(long tenge) {
        return tiyn(Math.multiplyExact(tenge, MINOR_PER_MAJOR));
    }

    /** Reads the wire form: digits, a point, exactly two digits ({@code 1500.00}). */
    public static Money parse(String decimal, String currency) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw new IllegalArgumentException("not an amount with two decimals: " + decimal);
        }
        return new Money(Long.parseLong(decimal.replace(".", "")), currency);
    }

    /** The wire form, {@code 1500.00}; for people's eyes see the dialogue. */
    public String toDecimal() {
        // Written for each payment some ten times: a format would have to be read each time.
        long rest = minor % MINOR_PER_MAJOR;
        return minor / MINOR_PER_MAJOR + (rest < 10 ? ".0" : ".") + rest;
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    /** Fails with {@link IllegalArgumentException} when the result would be below zero. */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    /**
     * A share in basis points (1 % = 100), half up to the minor unit.
     *
     * @param basisPoints 0 or more
     */
    public Money share(int basisPoints) {
        return new Money(
                Math.addExact(Math.multiplyExact(minor, (long) basisPoints), 5_000) / 10_000,
                currency);
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isMoreThan(Money other) {
        return compareTo(other) > 0;
    }

    public Money max(Money other) {
        return isMoreThan(other) ? this : sameCurrency(other);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " met " + other.currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return toDecimal() + " " + currency;
    }
}
