package kz.nusqau.failedmessages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Counts open messages for whoever looks at the desk. A few are counted each time; of very many the
 * last count does for a while, and whoever looks after that gets it once more while they are
 * counted anew: so people who look don't wait, and cost those little who don't look.
 */
@Component
class Tallies {

    private static final Logger LOG = LoggerFactory.getLogger(Tallies.class);
    private static final long FEW = 5_000;

    /** A message takes a few microseconds to count: that is some hundredths of a processor. */
    private static final long MESSAGES_A_MILLISECOND = 10;

    /** Nobody gets one that is older. */
    private static final Duration OLDEST = Duration.ofMinutes(1);

    private final Function<Instant, Tally> count;
    private final Clock clock;
    private final Executor aside;
    private @Nullable Tally latest;
    private boolean isCounting;

    @Autowired
    Tallies(FailedMessageStore store, Clock clock) {
        this(store::tally, clock, task -> Thread.ofVirtual().name("tally").start(task));
    }

    /**
     * With a count and threads of the caller's.
     *
     * @param aside runs what nobody waits for
     */
    Tallies(Function<Instant, Tally> count, Clock clock, Executor aside) {
        this.count = count;
        this.clock = clock;
        this.aside = aside;
    }

    /** As it is now; of 100,000 messages it may be ten seconds old, after a pause a minute. */
    synchronized Tally now() {
        Instant now = clock.instant();
        Tally known = latest;
        if (known == null || known.all() < FEW || age(known, now).compareTo(OLDEST) > 0) {
            known = count.apply(now);
            latest = known;
        } else if (isOld(known, now) && !isCounting) {
            isCounting = true;
            aside.execute(this::countAnew);
        }
        return known;
    }

    private void countAnew() {
        Tally counted = null;
        try {
            counted = count.apply(clock.instant());
        } catch (DataAccessException e) {
            LOG.warn("open failed messages could not be counted", e);
        } finally {
            take(counted);
        }
    }

    private synchronized void take(@Nullable Tally counted) {
        isCounting = false;
        if (counted != null && (latest == null || counted.at().isAfter(latest.at()))) {
            latest = counted;
        }
    }

    private static boolean isOld(Tally tally, Instant now) {
        return age(tally, now).toMillis() > tally.all() / MESSAGES_A_MILLISECOND;
    }

    private static Duration age(Tally tally, Instant now) {
        return Duration.between(tally.at(), now);
    }
}
