package kz.nusqau.mailbox;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the mailbox before any channel and ends it after all of them. */
@Component
class MailboxThreads implements SmartLifecycle {

    static final String PARTITIONS = "partition";

    private static final Logger LOG = LoggerFactory.getLogger(MailboxThreads.class);
    private static final Duration SWEEP = Duration.ofSeconds(10);
    private static final Duration UPKEEP = Duration.ofHours(1);

    private final DataSource source;
    private final MailboxProperties properties;
    private final Leases leases;
    private final Lanes lanes;
    private final Inbox inbox;
    private final InboxReader reader;
    private final InboxWorkers workers;
    private final LinkSessions linkSessions;
    private final Unacknowledged unacknowledged;
    private final OutboxSender sender;
    private final ReceiptWatch receiptWatch;
    private final DatedPartitions partitions;
    private @Nullable ScheduledExecutorService clockwork;
    private @Nullable NodeSession session;

    MailboxThreads(
            DataSource source,
            MailboxProperties properties,
            Leases leases,
            Lanes lanes,
            Inbox inbox,
            InboxReader reader,
            InboxWorkers workers,
            LinkSessions linkSessions,
            Unacknowledged unacknowledged,
            OutboxSender sender,
            ReceiptWatch receiptWatch,
            DatedPartitions partitions) {
        this.source = source;
        this.properties = properties;
        this.leases = leases;
        this.lanes = lanes;
        this.inbox = inbox;
        this.reader = reader;
        this.workers = workers;
        this.linkSessions = linkSessions;
        this.unacknowledged = unacknowledged;
        this.sender = sender;
        this.receiptWatch = receiptWatch;
        this.partitions = partitions;
    }

    @Override
    public synchronized void start() {
        partitions.maintain();
        leases.join(PARTITIONS, Lanes.PARTITIONS, new PartitionLeases(lanes));
        var opened = new NodeSession(source, this::wake);
        session = opened;
        // At once: nobody is to find this node without leases, or last run's sessions open.
        leases.tick(opened);
        workers.start();
        sender.start();
        var timer =
                Executors.newScheduledThreadPool(
                        4, Thread.ofPlatform().name("mailbox-clock-", 1).daemon(true).factory());
        clockwork = timer;
        every(timer, properties.heartbeat(), () -> tick(opened));
        every(timer, properties.heartbeat(), this::writeDown);
        every(timer, SWEEP, this::sweep);
        every(timer, SWEEP, receiptWatch::look);
        every(timer, UPKEEP, partitions::maintain);
    }

    @Override
    public synchronized void stop() {
        sender.stop();
        workers.stop();
        if (clockwork != null) {
            clockwork.shutdownNow();
            clockwork = null;
        }
        if (session != null) {
            session.close();
            session = null;
        }
        try {
            leases.leave();
        } catch (RuntimeException e) {
            LOG.warn("the leases were not given back and run out by themselves: {}", e.toString());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clockwork != null;
    }

    /** Before the routes, which start near the largest phase and stop first. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void wake(String what) {
        if (what.equals("inbox")) {
            lanes.readAgain();
        } else {
            sender.readAgain();
        }
    }

    private void tick(NodeSession opened) {
        Set<UUID> before = leases.liveNodes();
        leases.tick(opened);
        if (!leases.liveNodes().equals(before)) {
            // The texts of a node that died are anybody's.
            sender.readAgain();
        }
    }

    private void writeDown() {
        unacknowledged.flush();
        linkSessions.flush();
    }

    /** What a missed notification or an unclear commit left in the table. */
    private void sweep() {
        reader.lookFor(SWEEP);
        sender.sweep(SWEEP);
        long timeout = properties.handlingTimeout().toNanos();
        for (InboxEntry entry : lanes.overdue(timeout)) {
            inbox.failed(
                    entry,
                    new IllegalStateException("no result within " + properties.handlingTimeout()));
        }
    }

    private static void every(ScheduledExecutorService timer, Duration period, Runnable work) {
        var unused =
                timer.scheduleWithFixedDelay(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException e) {
                                LOG.warn("goes on after {}", e.toString());
                            }
                        },
                        period.toMillis(),
                        period.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Partitions of subscribers come and go with their leases. */
    private record PartitionLeases(Lanes lanes) implements LeaseListener {

        @Override
        public void gained(int index, long epoch) {
            lanes.gained(index, epoch);
        }

        @Override
        public void lost(int index) {
            lanes.lost(index);
        }

        @Override
        public boolean mayRelease(int index) {
            return lanes.leave(index);
        }
    }
}
