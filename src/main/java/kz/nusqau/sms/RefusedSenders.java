package kz.nusqau.sms;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Senders that an SMSC doesn't accept from us. Their texts wait; one attempt in a while finds out
 * whether somebody has put it right.
 */
@Component
class RefusedSenders {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedSenders.class);
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final Map<String, Long> untilNanos = new ConcurrentHashMap<>();

    void refused(String link, String sender, String reason) {
        LOG.error(
                "{} refuses texts from {}: {}. They wait until the contract or the configuration"
                        + " is put right.",
                link,
                sender,
                reason);
        untilNanos.put(link + ' ' + sender, System.nanoTime() + PAUSE.toNanos());
    }

    void accepted(String link, String sender) {
        if (!untilNanos.isEmpty()) {
            untilNanos.remove(link + ' ' + sender);
        }
    }

    /** How long texts of this sender have to wait; zero for most. */
    Duration pause(String link, String sender) {
        if (untilNanos.isEmpty()) {
            return Duration.ZERO;
        }
        long until = untilNanos.getOrDefault(link + ' ' + sender, 0L);
        long left = until - System.nanoTime();
        return until == 0 || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    /** {@code link sender}, for the health of the link. */
    java.util.Set<String> all() {
        return java.util.Set.copyOf(untilNanos.keySet());
    }
}
