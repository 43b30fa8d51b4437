package kz.nusqau.sms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import kz.nusqau.shared.SubscriberId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Pauses numbers that text like machines (R-LIM-3). A subscriber's texts are handled by one node,
 * so it is enough to count here; a restart forgives.
 */
@Component
class FairUse {

    private static final int NUMBERS = 100_000;

    private final int texts;
    private final double perNano;
    private final Duration pause;
    private final LongSupplier nanoTime;
    private final Cache<SubscriberId, Allowance> allowances;

    enum Verdict {
        WELCOME,
        /** The first beyond the limit: its sender is told. */
        TOO_MANY,
        PAUSED
    }

    @Autowired
    FairUse(FairUseProperties properties) {
        this(properties, System::nanoTime);
    }

    FairUse(FairUseProperties properties, LongSupplier nanoTime) {
        this.texts = properties.texts();
        this.perNano = (double) texts / properties.within().toNanos();
        this.pause = properties.pause();
        this.nanoTime = nanoTime;
        this.allowances =
                Caffeine.newBuilder()
                        .maximumSize(NUMBERS)
                        .expireAfterAccess(pause.plus(properties.within()))
                        .build();
    }

    Duration pause() {
        return pause;
    }

    /** Counts one text of the subscriber. */
    Verdict judge(SubscriberId subscriber) {
        if (texts == 0) {
            return Verdict.WELCOME;
        }
        return allowances.get(subscriber, any -> new Allowance()).take(nanoTime.getAsLong());
    }

    private final class Allowance {

        private double left = texts;
        private long atNanos = nanoTime.getAsLong();
        private long pausedNanos;

        synchronized Verdict take(long now) {
            if (pausedNanos > 0 && now - atNanos < pausedNanos) {
                return Verdict.PAUSED;
            }
            left = pausedNanos > 0 ? texts : Math.min(texts, left + (now - atNanos) * perNano);
            pausedNanos = 0;
            atNanos = now;
            if (left < 1) {
                pausedNanos = pause.toNanos();
                return Verdict.TOO_MANY;
            }
            left--;
            return Verdict.WELCOME;
        }
    }
}
