package kz.nusqau.mailbox;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.Subscribers;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * What the mailbox alone costs: texts stored a second, and texts answered a second with a reply
 * stored, handed over and reported back, on a durable PostgreSQL.
 *
 * <pre>{@code java kz.nusqau.mailbox.MailboxSpeed [seconds] [subscribers] [window]}</pre>
 */
final class MailboxSpeed {

    private final int seconds;
    private final int subscribers;
    private final int window;
    private final LongAdder answered = new LongAdder();

    private MailboxSpeed(int seconds, int subscribers, int window) {
        this.seconds = seconds;
        this.subscribers = subscribers;
        this.window = window;
    }

    public static void main(String[] args) throws Exception {
        var speed =
                new MailboxSpeed(
                        args.length > 0 ? Integer.parseInt(args[0]) : 10,
                        args.length > 1 ? Integer.parseInt(args[1]) : 50_000,
                        args.length > 2 ? Integer.parseInt(args[2]) : 1000);
        speed.run();
        System.exit(0);
    }

    private void run() throws Exception {
        Path data = Files.createTempDirectory("mailbox-speed");
        var database = PostgresForTests.migrated();
        try (var node =
                TestNode.on(database, data).handler(this::answer).channel(new Echo()).start()) {
            var echo = (Echo) node.get(OutboundChannel.class);
            echo.outbox = node.outbox();
            for (int from = 0; from < subscribers; from += 1000) {
                var numbers = new ArrayList<Msisdn>();
                for (int i = from; i < Math.min(subscribers, from + 1000); i++) {
                    numbers.add(number(i));
                }
                node.get(Subscribers.class).resolve(numbers);
            }
            for (int round = 1; round <= 5; round++) {
                measure(node, "answered, round " + round);
            }
            drain(node);
            System.out.println(
                    node.jdbc().queryForList("SHOW fsync", String.class)
                            + " "
                            + node.jdbc().queryForList("SHOW synchronous_commit", String.class));
        }
    }

    private void measure(TestNode node, String name) throws Exception {
        var open = new Semaphore(window);
        var latency = new ConcurrentHistogram(3);
        long acknowledged = 0;
        long answeredBefore = answered.sum();
        long jvm = jvmCpu();
        long postgres = postgresCpu(node);
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            open.acquire();
            long sent = System.nanoTime();
            node.inbox()
                    .accept(
                            node.message(
                                    node.session,
                                    number(ThreadLocalRandom.current().nextInt(subscribers)),
                                    "баланс " + acknowledged))
                    .whenComplete(
                            (nothing, failure) -> {
                                latency.recordValue((System.nanoTime() - sent) / 1000);
                                open.release();
                            });
            acknowledged++;
        }
        double took = (System.nanoTime() - start) / 1e9;
        long done = answered.sum() - answeredBefore;
        System.out.printf(
                "%s: %.0f acknowledged/s, %.0f answered/s, p50 %.1f ms p99 %.1f ms,"
                        + " pending %d, us/message jvm %.0f postgres %.0f%n",
                name,
                acknowledged / took,
                done / took,
                latency.getValueAtPercentile(50) / 1000.0,
                latency.getValueAtPercentile(99) / 1000.0,
                node.count("inbox_pending"),
                (jvmCpu() - jvm) / 1e3 / Math.max(1, acknowledged),
                (postgresCpu(node) - postgres) / 1e3 / Math.max(1, acknowledged));
    }

    private void drain(TestNode node) throws InterruptedException {
        long jvm = jvmCpu();
        long postgres = postgresCpu(node);
        long before = answered.sum();
        long start = System.nanoTime();
        while (node.count("inbox_pending") > 0) {
            Thread.sleep(20);
        }
        double took = (System.nanoTime() - start) / 1e9;
        long done = answered.sum() - before;
        System.out.printf(
                "drained: %.0f answered/s (%d), us/message jvm %.0f postgres %.0f%n",
                done / took,
                done,
                (jvmCpu() - jvm) / 1e3 / Math.max(1, done),
                (postgresCpu(node) - postgres) / 1e3 / Math.max(1, done));
    }

    private void answer(TestNode node, List<InboxEntry> batch) {
        node.get(Redeliveries.class).check(batch);
        var texts = new ArrayList<OutboundText>(batch.size());
        for (InboxEntry entry : batch) {
            texts.add(
                    new OutboundText(
                            TimeOrderedId.next(),
                            entry.subscriber(),
                            entry.link(),
                            entry.destination(),
                            "Теңгерім: 98 499,50 тг",
                            Priority.REPLY,
                            null,
                            null));
        }
        node.inTransaction(
                () -> {
                    node.outbox().send(texts);
                    node.inbox().finish(batch);
                });
        answered.add(batch.size());
    }

    private static Msisdn number(int i) {
        return new Msisdn("7701" + "%07d".formatted(i));
    }

    private static long jvmCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Nanoseconds of all processes of the server; those that ended are not counted. */
    private static long postgresCpu(TestNode node) {
        long backend = node.jdbc().queryForObject("SELECT pg_backend_pid()", Long.class);
        return ProcessHandle.of(backend)
                .flatMap(ProcessHandle::parent)
                .map(
                        server ->
                                server.descendants()
                                        .mapToLong(
                                                process ->
                                                        process.info()
                                                                .totalCpuDuration()
                                                                .map(Duration::toNanos)
                                                                .orElse(0L))
                                        .sum())
                .orElse(0L);
    }

    /** A channel whose SMSC takes everything at once. */
    private static final class Echo implements OutboundChannel {

        private final ExecutorService thread =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon(true).factory());
        private final AtomicInteger inside = new AtomicInteger();
        private volatile Outbox outbox;

        @Override
        public int room(String link) {
            return 2000 - inside.get();
        }

        @Override
        public void take(List<OutboundMessage> messages) {
            inside.addAndGet(messages.size());
            thread.execute(
                    () ->
                            messages.forEach(
                                    message -> {
                                        UUID id = message.text().id();
                                        String smscId =
                                                Long.toHexString(id.getLeastSignificantBits());
                                        outbox.submitted(
                                                        new PartSubmitted(
                                                                id,
                                                                1,
                                                                1,
                                                                "link",
                                                                smscId,
                                                                smscId,
                                                                Instant.now()))
                                                .whenComplete(
                                                        (nothing, failure) ->
                                                                inside.decrementAndGet());
                                    }));
        }
    }
}
