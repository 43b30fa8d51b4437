package kz.nusqau.sms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import kz.nusqau.shared.Msisdn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Recipients for whom an SMSC has no room at the moment. Their texts wait, in their order; nobody
 * else's do.
 */
@Component
class FullPhones {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int PHONES = 50_000;

    /** So that the text that found the queue full is the first to try again. */
    private static final Duration BEHIND_THE_FIRST = Duration.ofMillis(500);

    private final Cache<Key, Pause> pauses =
            Caffeine.newBuilder().maximumSize(PHONES).expireAfterWrite(LONGEST).build();

    private final LongSupplier nanoTime;

    @Autowired
    FullPhones() {
        this(System::nanoTime);
    }

    FullPhones(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Key(String link, Msisdn phone) {}

    /**
     * A wait.
     *
     * @param before how often the phone was waited for before, and was still full
     */
    private record Pause(int before, long untilNanos) {

        static Pause from(long now, int before) {
            return new Pause(before, now + StatusPolicy.delay(before).toNanos());
        }

        boolean isOver(long now) {
            return untilNanos - now <= 0;
        }
    }

    /**
     * The SMSC refused a text for want of room.
     *
     * @return how long the text waits: longer each time
     */
    Duration full(String link, Msisdn phone) {
        long now = nanoTime.getAsLong();
        var key = new Key(link, phone);
        var last = pauses.getIfPresent(key);
        if (last != null && !last.isOver(now)) {
            // It left together with the one that found the queue full.
            return pause(link, phone);
        }
        var next = Pause.from(now, last == null ? 0 : last.before + 1);
        pauses.put(key, next);
        return Duration.ofNanos(next.untilNanos - now);
    }

    /** The SMSC took something for the phone, or says that it is back. */
    void hasRoom(String link, Msisdn phone) {
        if (pauses.estimatedSize() > 0) {
            pauses.invalidate(new Key(link, phone));
        }
    }

    /** How long texts to this phone have to wait; zero for most. */
    Duration pause(String link, Msisdn phone) {
        if (pauses.estimatedSize() == 0) {
            return Duration.ZERO;
        }
        var pause = pauses.getIfPresent(new Key(link, phone));
        long now = nanoTime.getAsLong();
        return pause == null || pause.isOver(now)
                ? Duration.ZERO
                : Duration.ofNanos(pause.untilNanos - now).plus(BEHIND_THE_FIRST);
    }
}
