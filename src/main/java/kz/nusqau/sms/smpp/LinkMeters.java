package kz.nusqau.sms.smpp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** What one bind counts; its sessions share it. */
final class LinkMeters {

    /** What the standard and a vendor have; an SMSC that makes them up fills no memory. */
    private static final int MOST_STATUSES = 200;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<Integer, Counter> delivered = new ConcurrentHashMap<>();
    private final Map<Integer, Counter> submitted = new ConcurrentHashMap<>();
    private final Timer deliverLatency;
    private final Timer submitLatency;
    private final Counter malformed;
    private final Counter lateAnswers;

    LinkMeters(MeterRegistry registry, String bind) {
        this.registry = registry;
        this.tags = Tags.of("bind", bind);
        this.deliverLatency = timer("nusqau.smpp.deliver.latency", "deliver_sm to its response");
        this.submitLatency = timer("nusqau.smpp.submit.latency", "submit_sm to its response");
        this.malformed = registry.counter("nusqau.smpp.malformed", tags);
        this.lateAnswers = registry.counter("nusqau.smpp.submit.late", tags);
    }

    MeterRegistry registry() {
        return registry;
    }

    Tags tags() {
        return tags;
    }

    void delivered(int status, long nanos) {
        count(delivered, "nusqau.smpp.delivered", status);
        deliverLatency.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused(int status) {
        count(delivered, "nusqau.smpp.delivered", status);
    }

    void submitted(int status, long nanos) {
        count(submitted, "nusqau.smpp.submitted", status);
        submitLatency.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Texts that the SMSC has taken. */
    long taken() {
        return count(submitted, Status.OK);
    }

    /** Texts that it didn't take, as they came too fast for it. */
    long throttled() {
        return count(submitted, Status.THROTTLED);
    }

    /** What the SMSC has brought and we have taken. */
    long received() {
        return count(delivered, Status.OK);
    }

    private static long count(Map<Integer, Counter> counters, int status) {
        Counter counter = counters.get(status);
        return counter == null ? 0 : (long) counter.count();
    }

    void malformed() {
        malformed.increment();
    }

    void lateAnswer() {
        lateAnswers.increment();
    }

    private void count(Map<Integer, Counter> counters, String name, int status) {
        var counter = counters.get(status);
        if (counter == null) {
            if (counters.size() >= MOST_STATUSES) {
                registry.counter(name, tags.and("status", "other")).increment();
                return;
            }
            counter =
                    counters.computeIfAbsent(
                            status,
                            any -> registry.counter(name, tags.and("status", Status.text(status))));
        }
        counter.increment();
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .publishPercentileHistogram()
                .register(registry);
    }
}
