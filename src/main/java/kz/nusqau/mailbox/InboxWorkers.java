package kz.nusqau.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The threads that read the table and give batches to the channel. */
@Component
class InboxWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWorkers.class);
    private static final long IDLE_MILLIS = 200;
    private static final long AFTER_TROUBLE_MILLIS = 500;

    private static final Duration LINGER = Duration.ofMillis(10);

    private final Inbox inbox;
    private final Lanes lanes;
    private final InboxReader reader;
    private final ObjectProvider<InboxHandler> handlers;
    private final MailboxProperties properties;
    private final List<Thread> threads = new ArrayList<>();
    private final Flood flood;
    private volatile boolean running;

    InboxWorkers(
            Inbox inbox,
            Lanes lanes,
            InboxReader reader,
            ObjectProvider<InboxHandler> handlers,
            MailboxProperties properties) {
        this.inbox = inbox;
        this.lanes = lanes;
        this.reader = reader;
        this.handlers = handlers;
        this.properties = properties;
        this.flood =
                new Flood(
                        inbox::waitingToBeStored,
                        lanes::held,
                        inbox::unhandled,
                        properties.ingestFirstAbove(),
                        properties.ingestFirstFor());
    }

    void start() {
        running = true;
        start("inbox-reader", this::read);
        List<InboxHandler> channels = handlers.orderedStream().toList();
        if (channels.isEmpty()) {
            LOG.warn("no channel handles what comes in; it stays in the table");
            return;
        }
        for (int i = 1; i <= properties.workers(); i++) {
            start("inbox-worker-" + i, new Worker(channels));
        }
    }

    /** What is being handled comes to its end or is handled again after the next start. */
    void stop() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads.clear();
    }

    private void start(String name, Loop loop) {
        threads.add(
                Thread.ofPlatform()
                        .name(name)
                        .daemon(true)
                        .start(
                                () -> {
                                    while (running) {
                                        runOnce(loop);
                                    }
                                }));
    }

    private void runOnce(Loop loop) {
        try {
            loop.once();
        } catch (InterruptedException e) {
            running = false;
        } catch (RuntimeException | Error e) {
            LOG.error("{} goes on after", Thread.currentThread().getName(), e);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AFTER_TROUBLE_MILLIS));
        }
    }

    private void read() throws InterruptedException {
        if (!reader.readOnce(IDLE_MILLIS)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AFTER_TROUBLE_MILLIS));
        }
    }

    private void handle(List<InboxHandler> channels, List<InboxEntry> batch) {
        for (InboxHandler channel : channels) {
            List<InboxEntry> its =
                    batch.stream().filter(entry -> channel.handles(entry.kind())).toList();
            if (!its.isEmpty()) {
                handle(channel, its);
            }
        }
    }

    private void handle(InboxHandler handler, List<InboxEntry> batch) {
        try {
            handler.handle(batch);
        } catch (RuntimeException | Error failure) {
            List<InboxEntry> left = batch.stream().filter(lanes::isBeingHandled).toList();
            if (left.size() < 2 || InboxFailures.isHindrance(failure)) {
                left.forEach(entry -> inbox.failed(entry, failure));
                return;
            }
            LOG.warn("a batch of {} failed, halving it: {}", left.size(), failure.toString());
            handle(handler, left.subList(0, left.size() / 2));
            handle(handler, left.subList(left.size() / 2, left.size()));
        }
    }

    /** Where messages come one by one it takes them at once; else it lets some come together. */
    private final class Worker implements Loop {

        private final List<InboxHandler> channels;
        private int last;

        Worker(List<InboxHandler> channels) {
            this.channels = channels;
        }

        @Override
        public void once() throws InterruptedException {
            flood.letTheWriterGoFirst();
            if (last > 1) {
                LockSupport.parkNanos(LINGER.toNanos());
            }
            List<InboxEntry> batch = lanes.take(properties.batch(), IDLE_MILLIS);
            last = batch.size();
            if (!batch.isEmpty()) {
                handle(channels, batch);
            }
        }
    }

    private interface Loop {
        void once() throws InterruptedException;
    }
}
