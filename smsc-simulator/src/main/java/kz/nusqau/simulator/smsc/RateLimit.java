package kz.nusqau.simulator.smsc;

/** The contract's messages per second, with one second of credit. On the loop's thread only. */
final class RateLimit {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private double credit;
    private long lastNanos = System.nanoTime();

    RateLimit(int perSecond) {
        this.perSecond = perSecond;
        this.credit = perSecond;
    }

    boolean allows() {
        long now = System.nanoTime();
        credit = Math.min(perSecond, credit + (now - lastNanos) / NANOS * perSecond);
        lastNanos = now;
        if (credit < 1) {
            return false;
        }
        credit--;
        return true;
    }
}
