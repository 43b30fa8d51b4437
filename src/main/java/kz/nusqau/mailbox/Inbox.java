package kz.nusqau.mailbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import kz.nusqau.platform.AfterCommit;
import kz.nusqau.platform.GroupCommit;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that came in and is not answered yet; durable before it is acknowledged (I-1). */
@Component
public class Inbox {

    private static final Duration LINGER = Duration.ofMillis(1);

    private final InboxTable table;
    private final Lanes lanes;
    private final InboxFailures failures;
    private final Unacknowledged unacknowledged;
    private final Subscribers subscribers;
    private final PersonalData personalData;
    private final MailboxProperties properties;
    private final GroupCommit<Arrival> writer;
    private final InboxIds ids;
    private final Timer stored;
    private final Timer handled;
    private final LongAdder unhandled = new LongAdder();

    Inbox(
            InboxTable table,
            Lanes lanes,
            InboxFailures failures,
            Unacknowledged unacknowledged,
            Subscribers subscribers,
            PersonalData personalData,
            MailboxProperties properties,
            TransactionTemplate transaction,
            MeterRegistry meters) {
        this.table = table;
        this.lanes = lanes;
        this.failures = failures;
        this.unacknowledged = unacknowledged;
        this.subscribers = subscribers;
        this.personalData = personalData;
        this.properties = properties;
        this.ids = new InboxIds(table::nextIds);
        this.stored = meters.timer("nusqau.inbox.stored");
        this.handled = meters.timer("nusqau.inbox.handled");
        this.writer =
                new GroupCommit<>(
                        "inbox-writer",
                        properties.writerBatch(),
                        properties.writerQueue(),
                        LINGER,
                        transaction,
                        this::write);
        meters.gauge("nusqau.inbox.waiting-to-be-stored", writer, GroupCommit::depth);
    }

    /**
     * Completes when the message is on disk; exceptionally when it can't be brought there, and then
     * the sender has to keep it.
     */
    public CompletableFuture<Void> accept(IncomingMessage message) {
        long start = System.nanoTime();
        Arrival arrival;
        try {
            arrival = new Arrival(ids.next(), message, start);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        return writer.submit(arrival)
                .whenComplete((nothing, failure) -> onStored(arrival, start, failure));
    }

    /** How many messages this node has in hand that are not answered yet. */
    public int inHand() {
        return lanes.held();
    }

    /**
     * Marks entries as done, in the caller's transaction, which holds all that follows from them.
     *
     * @throws LeaseLost if another node took any of them over, or it is done already: the
     *     transaction has to roll back
     */
    public void finish(Collection<InboxEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var epochs = new HashMap<Integer, Long>();
        for (InboxEntry entry : entries) {
            epochs.computeIfAbsent(
                    entry.partition(),
                    partition ->
                            lanes.epoch(partition)
                                    .orElseThrow(() -> new LeaseLost("partition " + partition)));
        }
        if (!table.finish(entries, epochs)) {
            throw new LeaseLost("of %d entries some are not ours".formatted(entries.size()));
        }
        List<InboxEntry> done = List.copyOf(entries);
        AfterCommit.run(() -> onFinished(done));
    }

    /** The same entry comes again after the delay; later ones of its subscriber wait for it. */
    public void postpone(InboxEntry entry, Duration delay) {
        failures.againAfter(entry, delay);
    }

    /**
     * Counts a failed attempt at the entry. It comes again after a while; after the third it is set
     * aside as failed. A transient failure is not counted.
     */
    public void failed(InboxEntry entry, Throwable failure) {
        failures.failed(entry, failure);
    }

    /** Forgets what the messages said, in the caller's transaction: a code that was used. */
    public void wipe(Collection<InboxEntry> entries) {
        table.wipe(entries);
    }

    /** Stored since the start less handled since then; negative where others stored more. */
    long unhandled() {
        return unhandled.sum();
    }

    /** Messages that are not stored yet. */
    int waitingToBeStored() {
        return writer.depth();
    }

    @PreDestroy
    void close() {
        writer.close();
    }

    private void write(List<Arrival> arrivals) {
        refuseLate(arrivals);
        Map<Msisdn, SubscriberId> senders =
                subscribers.resolve(
                        arrivals.stream()
                                .flatMap(arrival -> arrival.message().source().stream())
                                .toList());
        List<Arrival.Sealed> sealed =
                arrivals.stream().map(arrival -> seal(arrival, senders)).toList();
        var handover = new Handover(lanes, sealed.stream().map(Arrival.Sealed::id).toList());
        TransactionSynchronizationManager.registerSynchronization(handover);
        if (sealed.stream().anyMatch(each -> lanes.epoch(each.partition()).isEmpty())) {
            table.wakeOthers();
        }
        refuseLate(arrivals);
        var at = table.insertAndCommit(sealed);
        handover.entries = sealed.stream().map(each -> each.entry(at)).toList();
    }

    /**
     * What came longer ago may have come to another node since, and may be done there: this node
     * stood still, or has too much to do. Its sender still has it.
     */
    private void refuseLate(List<Arrival> arrivals) {
        long now = System.nanoTime();
        long latest = properties.lateAcknowledgement().toNanos();
        if (arrivals.stream().anyMatch(arrival -> now - arrival.nanos() > latest)) {
            throw new RejectedExecutionException("came too long ago to be stored now");
        }
    }

    private Arrival.Sealed seal(Arrival arrival, Map<Msisdn, SubscriberId> senders) {
        Optional<Msisdn> source = arrival.message().source();
        SubscriberId subscriber = source.map(senders::get).orElse(Subscribers.NOBODY);
        return new Arrival.Sealed(
                arrival, subscriber, personalData.seal(subscriber, arrival.message().payload()));
    }

    private void onStored(Arrival arrival, long start, @Nullable Throwable failure) {
        // What was rejected is not stored; after any other failure it may be all the same.
        if (failure instanceof RejectedExecutionException) {
            return;
        }
        long nanos = System.nanoTime() - start;
        if (failure != null || nanos > properties.lateAcknowledgement().toNanos()) {
            unacknowledged.note(arrival.message().dedupeKey());
        }
        if (failure == null) {
            unhandled.increment();
            stored.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void onFinished(List<InboxEntry> entries) {
        lanes.finished(entries);
        unhandled.add(-entries.size());
        long now = System.currentTimeMillis();
        for (InboxEntry entry : entries) {
            handled.record(now - entry.receivedAt().toEpochMilli(), TimeUnit.MILLISECONDS);
        }
    }

    /** Gives what a transaction stored to the lanes when it is committed. */
    private static final class Handover implements TransactionSynchronization {

        private final Lanes lanes;
        private final List<Long> ids;
        private List<InboxEntry> entries = List.of();

        Handover(Lanes lanes, List<Long> ids) {
            this.lanes = lanes;
            this.ids = ids;
            lanes.beingWritten(ids);
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
                lanes.written(entries);
            } else {
                lanes.notWritten(ids);
            }
        }
    }
}
