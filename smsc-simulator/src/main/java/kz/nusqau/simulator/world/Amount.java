package kz.nusqau.simulator.world;

/**
 * An amount of KZT in tiyn, never negative.
 *
 * @param tiyn hundredths of a tenge
 */
public record Amount(long tiyn) implements Comparable<Amount> {

    public static final Amount ZERO = new Amount(0);

    private static final int MAX_WHOLE_DIGITS = 15;

    public Amount {
        if (tiyn < 0) {
            throw new IllegalArgumentException("an amount is never negative: " + tiyn);
        }
    }

    public static Amount tenge(long tenge) {
        return new Amount(Math.multiplyExact(tenge, 100L));
    }

    /** Reads the wire form, {@code 1500.00}: always two decimals, no sign, no spaces. */
    public static Amount parse(String text) {
        var point = text.length() - 3;
        if (point < 1 || point > MAX_WHOLE_DIGITS || text.charAt(point) != '.') {
            throw new IllegalArgumentException("not an amount with two decimals: " + text);
        }
        var tiyn = 0L;
        for (var i = 0; i < text.length(); i++) {
            if (i == point) {
                continue;
            }
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("not an amount with two decimals: " + text);
            }
            tiyn = tiyn * 10 + digit;
        }
        return new Amount(tiyn);
    }

    public Amount plus(Amount other) {
        return new Amount(Math.addExact(tiyn, other.tiyn));
    }

    public Amount minus(Amount other) {
        return new Amount(tiyn - other.tiyn);
    }

    public boolean isMoreThan(Amount other) {
        return tiyn > other.tiyn;
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(tiyn, other.tiyn);
    }

    /** The wire form. */
    @Override
    public String toString() {
        var cents = tiyn % 100;
        return tiyn / 100 + (cents < 10 ? ".0" : ".") + cents;
    }
}
