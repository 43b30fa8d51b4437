package kz.nusqau.sms.smpp;

/**
 * How fast a bind may submit: the contract's rate, or less for a while after the SMSC called it too
 * fast. Not safe for use by several threads at once.
 */
final class Pace {

    private static final long SECOND = 1_000_000_000L;

    /** What may leave at once after a quiet moment. */
    private static final long BURST_NANOS = SECOND / 20;

    /** Answers to what was already under way when the rate was cut say nothing new. */
    private static final long ONE_CUT_PER_NANOS = SECOND / 2;

    private static final long PAUSE_AFTER_CUT_NANOS = SECOND / 2;
    private static final double GROWTH_PER_SECOND = 1.25;
    private static final double SLOWEST = 1;

    private final double whole;
    private double contract;
    private double rate;
    private double uncutRate;
    private long nextNanos = Long.MIN_VALUE / 2;
    private long lastCutNanos = Long.MIN_VALUE / 2;
    private long lastGrowthNanos = Long.MIN_VALUE / 2;
    private long countedFromNanos = Long.MIN_VALUE / 2;
    private int counted;
    private double lastSecond;

    /**
     * Starts at the full rate.
     *
     * @param perSecond 0 for no limit
     */
    Pace(double perSecond) {
        this.whole = perSecond == 0 ? Double.POSITIVE_INFINITY : perSecond;
        this.contract = whole;
        this.rate = contract;
        this.uncutRate = contract;
    }

    void share(int part, int of) {
        boolean uncut = rate == contract;
        contract = Math.max(SLOWEST, whole * Math.max(1, part) / of);
        rate = uncut ? contract : Math.min(rate, contract);
    }

    /** 0 when something may leave now. */
    long nanosToWait(long now) {
        grow(now);
        return Math.max(0, nextNanos - now);
    }

    void left(long now) {
        count(now);
        if (rate != Double.POSITIVE_INFINITY) {
            nextNanos = Math.max(nextNanos, now - BURST_NANOS) + (long) (SECOND / rate);
        }
    }

    /** The SMSC said that it was too fast. */
    void throttled(long now) {
        if (now - lastCutNanos < ONE_CUT_PER_NANOS) {
            return;
        }
        double before = rate != Double.POSITIVE_INFINITY ? rate : Math.max(lastSecond, counted);
        uncutRate = Math.max(before, SLOWEST);
        rate = Math.max(SLOWEST, uncutRate / 2);
        lastCutNanos = now;
        lastGrowthNanos = now;
        nextNanos = now + PAUSE_AFTER_CUT_NANOS;
    }

    double perSecond() {
        return rate;
    }

    private void grow(long now) {
        if (rate >= contract || now - lastGrowthNanos < SECOND) {
            return;
        }
        lastGrowthNanos = now;
        rate = Math.min(contract, rate * GROWTH_PER_SECOND + 1);
        if (contract == Double.POSITIVE_INFINITY && rate > 4 * uncutRate) {
            // Far beyond what was too much once: the reason has gone.
            rate = contract;
        }
    }

    private void count(long now) {
        if (now - countedFromNanos >= SECOND) {
            lastSecond = now - countedFromNanos < 2 * SECOND ? counted : 0;
            counted = 0;
            countedFromNanos = now;
        }
        counted++;
    }
}
