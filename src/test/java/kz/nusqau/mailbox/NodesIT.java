package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.shared.Msisdn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

@Timeout(180)
class NodesIT {

    private static final Duration SECONDS_OF_A_BUSY_MACHINE = Duration.ofSeconds(30);

    @TempDir Path data;
    private TestDatabase database;
    private JdbcTemplate elsewhere;

    @BeforeEach
    void freshDatabase() {
        database = PostgresForTests.migrated();
        elsewhere = new JdbcTemplate(database.dataSource());
        elsewhere.execute("CREATE TABLE effect (node uuid, entry bigint)");
    }

    @Test
    void nodesShareThePartitionsAndTakeThemBackFromOneThatLeaves() {
        try (var first = TestNode.on(database, data).start()) {
            assertThat(first.partitions()).isEqualTo(64);
            try (var second = TestNode.on(database, data).start()) {
                await().until(() -> second.partitions() == 32);
                await().until(() -> first.partitions() == 32);
            }

            await().until(() -> first.partitions() == 64);
        }
    }

    @Test
    void eachMessageIsHandledOnceAndInOrderByWhicheverNodeHasItsSubscriber() {
        var handled = new ConcurrentHashMap<Msisdn, List<String>>();
        TestNode.TestHandler handler =
                (node, batch) ->
                        node.inTransaction(
                                () -> {
                                    node.inbox().finish(batch);
                                    batch.forEach(entry -> add(handled, entry));
                                });
        try (var first = TestNode.on(database, data).handler(handler).start();
                var second = TestNode.on(database, data).handler(handler).start()) {
            await().until(() -> second.partitions() == 32);
            var senders = IntStream.range(0, 50).mapToObj(InboxIT::msisdn).toList();

            for (int n = 0; n < 20; n++) {
                TestNode receiving = n % 2 == 0 ? first : second;
                String text = "%02d".formatted(n);
                CompletableFuture.allOf(
                                senders.stream()
                                        .map(sender -> receiving.accept(sender, text))
                                        .toArray(CompletableFuture[]::new))
                        .join();
            }

            await().until(() -> first.count("inbox_pending") == 0);
            var expected = IntStream.range(0, 20).mapToObj("%02d"::formatted).toList();
            // Between nodes the order is that of storing; each waited for the one before.
            senders.forEach(
                    sender ->
                            assertThat(handled.get(sender))
                                    .containsExactlyInAnyOrderElementsOf(expected));
        }
    }

    @Test
    void aKilledNodesMessagesAreHandledByAnotherWithinSeconds() {
        var stuck = new CountDownLatch(1);
        var handled = new CopyOnWriteArrayList<InboxEntry>();
        var dying = TestNode.on(database, data).handler((node, batch) -> awaitOpen(stuck)).start();
        try (var other = TestNode.on(database, data).handler(collect(handled)).start()) {
            await().until(() -> other.partitions() == 32);
            for (int i = 0; i < 40; i++) {
                dying.accept(InboxIT.msisdn(i), "text").join();
            }
            int left = other.count("inbox_pending");

            new Thread(dying::kill).start();

            await().atMost(SECONDS_OF_A_BUSY_MACHINE)
                    .until(() -> other.count("inbox_pending") == 0);
            assertThat(left).isPositive();
            await().until(() -> handled.size() >= 40);
            assertThat(handled).hasSize(40);
        }
        stuck.countDown();
    }

    @Test
    void aNodePausedPastItsLeaseCannotCommitWhatAnotherTookOver() {
        var paused = new CountDownLatch(1);
        var failure = new CompletableFuture<Throwable>();
        var handled = new CopyOnWriteArrayList<InboxEntry>();
        try (var sleepy =
                TestNode.on(database, data)
                        .set("nusqau.mailbox.heartbeat", "1h")
                        .handler(
                                (node, batch) -> {
                                    awaitOpen(paused);
                                    try {
                                        settle(node, batch);
                                    } catch (RuntimeException e) {
                                        failure.complete(e);
                                        throw e;
                                    }
                                })
                        .start()) {
            sleepy.accept(InboxIT.msisdn(1), "pay").join();
            sleepy.declareDead(elsewhere);

            try (var other =
                    TestNode.on(database, data)
                            .handler(
                                    (node, batch) -> {
                                        settle(node, batch);
                                        handled.addAll(batch);
                                    })
                            .start()) {
                await().until(() -> handled.size() == 1);
                paused.countDown();

                assertThat(failure.join()).isInstanceOf(LeaseLost.class);
                assertThat(elsewhere.queryForList("SELECT node FROM effect", java.util.UUID.class))
                        .containsExactly(other.id());
                assertThat(sleepy.events()).noneMatch(InboxEntryFailed.class::isInstance);
            }
        }
    }

    @Test
    void aNodeThatLostItsLeaseCannotCommitEvenWhatNobodyHandledYet() {
        var handled = new CopyOnWriteArrayList<InboxEntry>();
        try (var sleepy =
                TestNode.on(database, data)
                        .set("nusqau.mailbox.heartbeat", "1h")
                        .handler((node, batch) -> handled.addAll(batch))
                        .start()) {
            sleepy.accept(InboxIT.msisdn(1), "pay").join();
            await().until(() -> handled.size() == 1);
            sleepy.declareDead(elsewhere);

            try (var other = TestNode.on(database, data).start()) {
                assertThat(other.partitions()).isEqualTo(64);

                assertThatThrownBy(() -> settle(sleepy, handled)).isInstanceOf(LeaseLost.class);
                assertThat(elsewhere.queryForList("SELECT entry FROM effect")).isEmpty();
                assertThat(other.count("inbox_pending")).isEqualTo(1);
            }
        }
    }

    @Test
    void epochsGrowWithEveryChangeOfHands() {
        try (var first =
                TestNode.on(database, data).set("nusqau.mailbox.heartbeat", "1h").start()) {
            long before = epoch();
            first.declareDead(elsewhere);
            try (var second = TestNode.on(database, data).start()) {
                assertThat(epoch()).isGreaterThan(before);
                assertThat(second.partitions()).isEqualTo(64);
            }
        }
    }

    @Test
    void textsForALinkGoOutWhereItIsServed() {
        var here = new TestChannel(0);
        var there = new TestChannel(10);
        try (var first = TestNode.on(database, data).channel(here).start();
                var second = TestNode.on(database, data).channel(there).start()) {
            await().until(() -> second.partitions() == 32);
            var to = first.subscriber(InboxIT.msisdn(1));

            first.inTransaction(
                    () ->
                            first.outbox()
                                    .send(
                                            List.of(
                                                    new OutboundText(
                                                            java.util.UUID.randomUUID(),
                                                            to,
                                                            "link",
                                                            "9909",
                                                            "over there",
                                                            Priority.REPLY,
                                                            null,
                                                            null))));

            await().atMost(SECONDS_OF_A_BUSY_MACHINE)
                    .until(() -> there.texts().equals(List.of("over there")));
            assertThat(here.taken()).isEmpty();
        }
    }

    private void settle(TestNode node, List<InboxEntry> batch) {
        node.inTransaction(
                () -> {
                    for (InboxEntry entry : batch) {
                        node.jdbc()
                                .update("INSERT INTO effect VALUES (?, ?)", node.id(), entry.id());
                    }
                    node.inbox().finish(batch);
                });
    }

    private long epoch() {
        return elsewhere.queryForObject("SELECT min(epoch) FROM mailbox.lease", Long.class);
    }

    private static void add(ConcurrentHashMap<Msisdn, List<String>> handled, InboxEntry entry) {
        handled.computeIfAbsent(
                        entry.source().orElseThrow(), sender -> new CopyOnWriteArrayList<>())
                .add(TestNode.text(entry));
    }

    private static TestNode.TestHandler collect(List<InboxEntry> handled) {
        return (node, batch) -> {
            node.finish(batch);
            handled.addAll(batch);
        };
    }

    private static void awaitOpen(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
