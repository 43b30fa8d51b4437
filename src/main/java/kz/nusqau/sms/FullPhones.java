package kz.nusqau.sms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import kz.nusqau.shared.Msisdn;
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

    private final Cache<Key, Long> untilNanos =
            Caffeine.newBuilder().maximumSize(PHONES).expireAfterWrite(LONGEST).build();

    private record Key(String link, Msisdn phone) {}

    void full(String link, Msisdn phone, Duration pause) {
        untilNanos.put(new Key(link, phone), System.nanoTime() + pause.toNanos());
    }

    /** The SMSC took something for the phone, or says that it is back. */
    void hasRoom(String link, Msisdn phone) {
        if (untilNanos.estimatedSize() > 0) {
            untilNanos.invalidate(new Key(link, phone));
        }
    }

    /** How long texts to this phone have to wait; zero for most. */
    Duration pause(String link, Msisdn phone) {
        if (untilNanos.estimatedSize() == 0) {
            return Duration.ZERO;
        }
        Long until = untilNanos.getIfPresent(new Key(link, phone));
        long left = until == null ? 0 : until - System.nanoTime();
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left).plus(BEHIND_THE_FIRST);
    }
}
