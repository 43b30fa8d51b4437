package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.TransientFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

@Timeout(120)
class InboxIT {

    @TempDir Path data;
    private TestDatabase database;

    @BeforeEach
    void freshDatabase() {
        database = PostgresForTests.migrated();
    }

    @Test
    void acknowledgesOnlyWhatAnotherConnectionSees() {
        try (var node = TestNode.on(database, data).start()) {
            var elsewhere = new JdbcTemplate(database.dataSource());
            var seen = new ConcurrentHashMap<Integer, Integer>();
            var all = new ArrayList<CompletableFuture<?>>();

            for (int i = 0; i < 50; i++) {
                int number = i;
                var message = node.message(node.session, msisdn(i), "text " + i);
                all.add(
                        node.inbox()
                                .accept(message)
                                .thenAccept(
                                        done ->
                                                seen.put(
                                                        number,
                                                        stored(elsewhere, message.dedupeKey()))));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

            assertThat(seen).hasSize(50);
            assertThat(seen.values()).allMatch(count -> count == 1);
        }
    }

    @Test
    void refusesWhatItCannotStore() {
        var node = TestNode.on(database, data).start();
        var message = node.message(node.session, msisdn(1), "text");
        node.accept(msisdn(2), "warm").join();

        node.kill();

        assertThatThrownBy(() -> node.inbox().accept(message).get(10, TimeUnit.SECONDS))
                .isNotNull();
    }

    @Test
    void refusesWhatCameTooLongAgo() {
        try (var node =
                TestNode.on(database, data)
                        .set("nusqau.mailbox.late-acknowledgement", "0s")
                        .start()) {
            var late = node.accept(msisdn(1), "text");

            assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RejectedExecutionException.class);
            assertThat(node.count("inbox")).isZero();
            assertThat(node.count("inbox_pending")).isZero();
            node.get(Unacknowledged.class).flush();
            assertThat(node.count("unacknowledged")).isZero();
        }
    }

    @Test
    void keepsEachSubscribersOrderWhateverGoesWrongOnTheWay() {
        var handled = new ConcurrentHashMap<Msisdn, List<String>>();
        var random = new Random(7);
        TestNode.TestHandler moody =
                (node, batch) -> {
                    switch (random.nextInt(6)) {
                        case 0 -> throw new TransientFailure("not now");
                        case 1 ->
                                batch.forEach(e -> node.inbox().postpone(e, Duration.ofMillis(3)));
                        case 2 -> CompletableFuture.runAsync(() -> handle(node, batch, handled));
                        default -> handle(node, batch, handled);
                    }
                };
        try (var node =
                TestNode.on(database, data)
                        .set("nusqau.mailbox.lane-capacity", 16)
                        .set("nusqau.mailbox.batch", 20)
                        .handler(moody)
                        .start()) {
            var senders = IntStream.range(0, 40).mapToObj(InboxIT::msisdn).toList();

            for (int n = 0; n < 50; n++) {
                String text = "%03d".formatted(n);
                senders.forEach(sender -> node.accept(sender, text).join());
            }

            await().atMost(60, TimeUnit.SECONDS).until(() -> node.count("inbox_pending") == 0);
            var expected = IntStream.range(0, 50).mapToObj("%03d"::formatted).toList();
            senders.forEach(sender -> assertThat(handled.get(sender)).isEqualTo(expected));
        }
    }

    @Test
    void keepsNoMoreInMemoryThanItsBoundAndLosesNothing() {
        var open = new CountDownLatch(1);
        var handled = new CopyOnWriteArrayList<String>();
        try (var node =
                TestNode.on(database, data)
                        .set("nusqau.mailbox.lane-capacity", 16)
                        .set("nusqau.mailbox.batch", 8)
                        .handler(
                                (it, batch) -> {
                                    awaitOpen(open);
                                    it.finish(batch);
                                    batch.forEach(entry -> handled.add(TestNode.text(entry)));
                                })
                        .start()) {
            var all =
                    IntStream.range(0, 5000)
                            .mapToObj(i -> node.accept(msisdn(i % 3000), "t" + i))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();

            assertThat(node.get(Lanes.class).held()).isLessThanOrEqualTo(Lanes.PARTITIONS * 16);
            open.countDown();

            await().atMost(60, TimeUnit.SECONDS).until(() -> node.count("inbox_pending") == 0);
            await().until(() -> handled.size() == 5000);
            assertThat(handled).doesNotHaveDuplicates();
            await().until(() -> node.get(Lanes.class).held() == 0);
        }
    }

    @Test
    void handlesAfterTheNextStartWhatWasOnlyStored() {
        try (var first = TestNode.on(database, data).start()) {
            for (int i = 0; i < 100; i++) {
                first.accept(msisdn(i), "қалдық " + i).join();
            }
            first.inbox()
                    .accept(
                            new IncomingMessage(
                                    Kind.TEXT,
                                    "link",
                                    first.session,
                                    Optional.empty(),
                                    "9909",
                                    new byte[] {1},
                                    new byte[] {7}))
                    .join();
        }
        var handled = new CopyOnWriteArrayList<InboxEntry>();

        try (var second = TestNode.on(database, data).handler(collect(handled)).start()) {
            await().until(() -> handled.size() == 101);

            for (InboxEntry entry : handled) {
                if (entry.source().isPresent()) {
                    int number = Integer.parseInt(TestNode.text(entry).split(" ")[1]);
                    assertThat(entry.source()).contains(msisdn(number));
                } else {
                    assertThat(entry.payload()).containsExactly(7);
                }
            }
            await().until(() -> second.count("inbox_pending") == 0);
        }
    }

    @Test
    void setsAsideWhatFailsThreeTimesAndNothingElse() {
        var attempts = new AtomicInteger();
        var handled = new CopyOnWriteArrayList<InboxEntry>();
        try (var node =
                TestNode.on(database, data)
                        .handler(
                                (it, batch) -> {
                                    if (batch.stream().anyMatch(InboxIT::isPoison)) {
                                        attempts.addAndGet(batch.size() == 1 ? 1 : 0);
                                        throw new IllegalStateException("can't be read");
                                    }
                                    collect(handled).handle(it, batch);
                                })
                        .start()) {
            for (int i = 0; i < 30; i++) {
                node.accept(msisdn(i), i == 13 ? "poison" : "good");
            }
            node.accept(msisdn(13), "good, after poison").join();

            await().atMost(60, TimeUnit.SECONDS).until(() -> handled.size() == 30);
            assertThat(attempts).hasValue(3);
            assertThat(node.events())
                    .filteredOn(InboxEntryFailed.class::isInstance)
                    .singleElement()
                    .satisfies(
                            event -> {
                                var failed = (InboxEntryFailed) event;
                                assertThat(TestNode.text(failed.entry())).isEqualTo("poison");
                                assertThat(failed.attempts()).isEqualTo(3);
                                assertThat(failed.errorClass())
                                        .isEqualTo(IllegalStateException.class.getName());
                            });
            assertThat(node.count("inbox_failed")).isEqualTo(1);
            await().until(() -> node.count("inbox_pending") == 0);
        }
    }

    @Test
    void keepsTheEntryWhenTheFailureDeskCannotTakeIt() {
        var refuse = new AtomicBoolean(true);
        try (var node =
                TestNode.on(database, data)
                        .handler(
                                (it, batch) -> {
                                    throw new IllegalStateException("can't be read");
                                })
                        .listener(
                                event -> {
                                    if (event instanceof InboxEntryFailed && refuse.get()) {
                                        throw new TransientFailure("desk closed");
                                    }
                                })
                        .start()) {
            node.accept(msisdn(1), "poison").join();

            await().until(
                            () ->
                                    node.events().stream()
                                            .anyMatch(InboxEntryFailed.class::isInstance));
            assertThat(node.count("inbox_pending")).isEqualTo(1);
            refuse.set(false);

            await().atMost(60, TimeUnit.SECONDS).until(() -> node.count("inbox_failed") == 1);
            assertThat(node.count("inbox_pending")).isZero();
        }
    }

    @Test
    void rollsBackWhatTriesToFinishTwice() {
        var handled = new CopyOnWriteArrayList<InboxEntry>();
        try (var node = TestNode.on(database, data).handler(collect(handled)).start()) {
            node.accept(msisdn(1), "once").join();
            await().until(() -> handled.size() == 1);

            assertThatThrownBy(() -> node.finish(handled)).isInstanceOf(LeaseLost.class);
        }
    }

    private static TestNode.TestHandler collect(List<InboxEntry> handled) {
        return (node, batch) -> {
            node.finish(batch);
            handled.addAll(batch);
        };
    }

    private static void handle(
            TestNode node, List<InboxEntry> batch, Map<Msisdn, List<String>> handled) {
        node.inTransaction(
                () -> {
                    node.inbox().finish(batch);
                    // Before the commit: after it the next one may be handled already.
                    for (InboxEntry entry : batch) {
                        handled.computeIfAbsent(
                                        entry.source().orElseThrow(),
                                        sender -> new CopyOnWriteArrayList<>())
                                .add(TestNode.text(entry));
                    }
                });
    }

    private static boolean isPoison(InboxEntry entry) {
        return TestNode.text(entry).equals("poison");
    }

    private static void awaitOpen(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int stored(JdbcTemplate jdbc, byte[] key) {
        return jdbc.queryForObject(
                "SELECT count(*) FROM mailbox.inbox WHERE dedupe_key = ?", Integer.class, key);
    }

    static Msisdn msisdn(int i) {
        return new Msisdn("7701" + "%07d".formatted(i));
    }
}
