package kz.nusqau.sms.smpp;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** A warning that is due for every message of an outage, and written once in a while. */
public final class Complaint {

    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final Logger log;
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime() - EVERY_NANOS);
    private final AtomicLong unsaid = new AtomicLong();

    public Complaint(Logger log) {
        this.log = log;
    }

    public void say(String what, Throwable failure) {
        long last = lastNanos.get();
        long now = System.nanoTime();
        if (now - last >= EVERY_NANOS && lastNanos.compareAndSet(last, now)) {
            log.warn("{}: {} ({} times more)", what, failure.toString(), unsaid.getAndSet(0));
        } else {
            unsaid.incrementAndGet();
        }
    }
}
