package kz.nusqau.mailbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kz.nusqau.shared.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of entries that could not be handled. */
@Component
class InboxFailures {

    private static final Logger LOG = LoggerFactory.getLogger(InboxFailures.class);
    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
    private static final Duration LEAST_HINDRANCE = Duration.ofMillis(100);
    private static final int MOST_DOUBLINGS = 6;

    private final Lanes lanes;
    private final InboxTable table;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Counter setAside;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("inbox-timer").daemon(true).factory());

    InboxFailures(
            Lanes lanes,
            InboxTable table,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.lanes = lanes;
        this.table = table;
        this.transaction = transaction;
        this.events = events;
        this.setAside = meters.counter("nusqau.inbox.failed");
    }

    void againAfter(InboxEntry entry, Duration delay) {
        lanes.delay(entry);
        try {
            var unused =
                    timer.schedule(
                            () -> lanes.again(entry), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} waits for the next start", entry);
        }
    }

    void failed(InboxEntry entry, Throwable failure) {
        if (!lanes.isBeingHandled(entry)) {
            return;
        }
        if (isHindrance(failure)) {
            hindered(entry, failure);
            return;
        }
        int attempts = lanes.countFailure(entry);
        LOG.warn("{} failed, attempt {}", entry, attempts, failure);
        if (attempts < ATTEMPTS) {
            againAfter(entry, BETWEEN_ATTEMPTS.multipliedBy(attempts));
        } else {
            setAside(entry, attempts, failure);
        }
    }

    /** Whether the entry itself is not to blame. */
    static boolean isHindrance(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientFailure
                    || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransactionException
                    || cause instanceof RejectedExecutionException
                    || cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    private void hindered(InboxEntry entry, Throwable failure) {
        int hindrances = lanes.countHindrance(entry);
        LOG.info("{} comes again: {}", entry, failure.toString());
        try {
            if (failure instanceof LeaseLost && table.pending(List.of(entry)).isEmpty()) {
                lanes.finished(List.of(entry));
                return;
            }
        } catch (RuntimeException e) {
            LOG.info("{}: {}", entry, e.toString());
        }
        againAfter(
                entry,
                LEAST_HINDRANCE.multipliedBy(1L << Math.min(hindrances - 1, MOST_DOUBLINGS)));
    }

    private void setAside(InboxEntry entry, int attempts, Throwable failure) {
        try {
            transaction.executeWithoutResult(
                    status -> {
                        Map<Integer, Long> epoch =
                                Map.of(
                                        entry.partition(),
                                        lanes.epoch(entry.partition())
                                                .orElseThrow(() -> new LeaseLost("set aside")));
                        if (!table.finish(List.of(entry), epoch)) {
                            throw new LeaseLost("set aside");
                        }
                        table.setAside(entry, attempts, failure);
                        events.publishEvent(
                                new InboxEntryFailed(
                                        entry,
                                        attempts,
                                        failure.getClass().getName(),
                                        String.valueOf(failure.getMessage())));
                    });
        } catch (RuntimeException e) {
            hindered(entry, e);
            return;
        }
        setAside.increment();
        lanes.finished(List.of(entry));
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
