package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.PostgresForTests.TestDatabase;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.shared.TimeOrderedId;
import kz.nusqau.subscriber.Subscribers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

@Timeout(120)
class OutboxIT {

    @TempDir Path data;
    private TestDatabase database;

    @BeforeEach
    void freshDatabase() {
        database = PostgresForTests.migrated();
    }

    @Test
    void handsOverAfterTheCommitAndNothingAfterARollback() {
        var channel = new TestChannel(100);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            assertThatThrownBy(
                            () ->
                                    node.inTransaction(
                                            () -> {
                                                send(node, "lost", Priority.REPLY);
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
            node.inTransaction(
                    () -> {
                        send(node, "kept", Priority.REPLY);
                        assertThat(channel.taken()).isEmpty();
                    });

            assertThat(channel.texts()).containsExactly("kept");
            assertThat(channel.taken().getFirst().to()).isEqualTo(InboxIT.msisdn(1));
            assertThat(node.count("outbound")).isEqualTo(1);
        }
    }

    @Test
    void handsOverOnlyWhatThereIsRoomForAndTheRestByPriority() {
        var channel = new TestChannel(2);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            for (String text : List.of("1", "2", "3")) {
                send(node, text, Priority.REPLY);
            }
            send(node, "bulk", Priority.BULK);
            send(node, "code", Priority.CODE);
            send(node, "4", Priority.REPLY);
            assertThat(channel.texts()).containsExactly("1", "2");

            channel.submitAll(node);
            await().until(() -> channel.taken().size() == 4);
            channel.submitAll(node);
            await().until(() -> channel.taken().size() == 5);
            channel.submitAll(node);
            await().until(() -> channel.taken().size() == 6);
            channel.submitAll(node);

            assertThat(channel.texts()).containsExactly("1", "2", "code", "3", "4", "bulk");
            assertThat(node.count("outbound_open")).isZero();
        }
    }

    @Test
    void keepsRoomForCodesAndRepliesInAFullChannel() {
        var channel = new TestChannel(8);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            for (int i = 0; i < 10; i++) {
                send(node, "bulk " + i, Priority.BULK);
            }
            assertThat(channel.taken()).hasSize(4);

            send(node, "reply", Priority.REPLY);
            send(node, "code", Priority.CODE);
            send(node, "more bulk", Priority.BULK);

            assertThat(channel.texts()).endsWith("reply", "code").hasSize(6);
            await().pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> {
                                channel.submitAll(node);
                                return node.count("outbound_open") == 0;
                            });
            assertThat(channel.texts()).hasSize(13).doesNotHaveDuplicates();
        }
    }

    @Test
    void triesAtOnceWhatWaitsForAPhoneThatIsBack() {
        var channel = new TestChannel(10);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "later", Priority.REPLY);
            node.outbox().retryLater(id, Duration.ofHours(1), "RMSGQFUL").join();
            channel.left();

            node.outbox().wake("link", InboxIT.msisdn(2));
            node.outbox().wake("link", InboxIT.msisdn(1));

            await().until(() -> channel.taken().size() == 2);
            assertThat(channel.taken().get(1).attempts()).isEqualTo(1);
        }
    }

    @Test
    void repeatsATextOnceFromAnotherSender() {
        var channel = new TestChannel(10);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "482913", Priority.CODE);

            for (int i = 0; i < 2; i++) {
                boolean first = i == 0;
                node.inTransaction(
                        () ->
                                assertThat(node.outbox().repeat(id, "7701", Duration.ofMinutes(2)))
                                        .isEqualTo(first));
            }

            assertThat(channel.texts()).containsExactly("482913", "482913");
            assertThat(channel.taken().get(1).text().sender()).isEqualTo("7701");
            node.inTransaction(() -> node.outbox().wipe(List.of(id)));
            assertThat(state(node, Outbox.copyOf(id))).isInstanceOf(OutboundState.Failed.class);
        }
    }

    @Test
    void sendsEachTextOnceThroughANarrowChannelUnderLoad() {
        var channel = new TestChannel(7);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            var senders =
                    IntStream.range(0, 4)
                            .mapToObj(
                                    t ->
                                            Thread.ofPlatform()
                                                    .start(
                                                            () -> {
                                                                for (int i = 0; i < 100; i++) {
                                                                    send(
                                                                            node,
                                                                            t + "/" + i,
                                                                            Priority.REPLY);
                                                                }
                                                            }))
                            .toList();

            await().atMost(Duration.ofSeconds(50))
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> {
                                channel.submitAll(node);
                                return senders.stream().noneMatch(Thread::isAlive)
                                        && node.count("outbound_open") == 0;
                            });

            assertThat(channel.texts()).hasSize(400).doesNotHaveDuplicates();
        }
    }

    @Test
    void comesBackAfterTheDelayWithItsAttemptsAndAcceptedParts() {
        var channel = new TestChannel(10);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "long text", Priority.REPLY);
            node.outbox().submitted(TestChannel.part(channel.taken().getFirst(), 2, 3)).join();

            node.outbox().retryLater(id, Duration.ofMillis(300), "RTHROTTLED").join();
            channel.left();
            await().until(() -> channel.taken().size() == 2);

            var again = channel.taken().get(1);
            assertThat(again.attempts()).isEqualTo(1);
            assertThat(again.acceptedParts()).containsExactly(2);
            assertThat(again.text().text()).isEqualTo("long text");
            node.outbox().submitted(TestChannel.part(again, 1, 3)).join();
            assertThat(state(node, id)).isInstanceOf(OutboundState.Queued.class);
            node.outbox().submitted(TestChannel.part(again, 3, 3)).join();
            assertThat(state(node, id)).isInstanceOf(OutboundState.Submitted.class);
        }
    }

    @Test
    void usesUpNoAttemptOfATextThatOnlyWaits() {
        var channel = new TestChannel(10);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "patience", Priority.REPLY);

            node.outbox().waitLonger(id, Duration.ofMillis(300), "RMSGQFUL").join();
            channel.left();

            await().until(() -> channel.taken().size() == 2);
            assertThat(channel.taken().get(1).attempts()).isZero();
        }
    }

    @Test
    void takesOverWhatADeadNodeHadAndSendsNoAcceptedPartAgain() {
        var first = new TestChannel(10);
        var second = new TestChannel(10);
        var dying = TestNode.on(database, data).channel(first).start();
        UUID sent = send(dying, "sent", Priority.REPLY);
        UUID half = send(dying, "half", Priority.REPLY);
        send(dying, "not sent", Priority.CODE);
        dying.outbox().submitted(TestChannel.part(message(first, sent), 1, 1)).join();
        dying.outbox().submitted(TestChannel.part(message(first, half), 1, 2)).join();

        dying.kill();
        try (var node = TestNode.on(database, data).channel(second).start()) {
            await().atMost(Duration.ofSeconds(50)).until(() -> second.taken().size() == 2);

            assertThat(second.texts()).containsExactly("not sent", "half");
            assertThat(message(second, half).acceptedParts()).containsExactly(1);
            assertThat(node.count("outbound_open")).isEqualTo(2);
        }
    }

    @Test
    void letsAnotherNodeSendWhatThisOneCannot() {
        var first = new TestChannel(10);
        var second = new TestChannel(10);
        try (var one = TestNode.on(database, data).channel(first).start();
                var two = TestNode.on(database, data).channel(second).start()) {
            UUID id = send(one, "not from here", Priority.CODE);

            one.outbox().letGo(id, Duration.ofMinutes(1), "no bind for 4404 is bound here").join();

            await().atMost(Duration.ofSeconds(50))
                    .until(() -> second.texts().equals(List.of("not from here")));
            two.outbox().submitted(TestChannel.part(message(second, id), 1, 1)).join();
            assertThat(state(one, id)).isInstanceOf(OutboundState.Submitted.class);
            assertThat(first.taken()).hasSize(1);
        }
    }

    @Test
    void triesAgainWhatNoOtherNodeIsThereToSend() {
        var channel = new TestChannel(10);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "not yet", Priority.CODE);

            node.outbox()
                    .letGo(id, Duration.ofMillis(100), "no bind for 4404 is bound here")
                    .join();

            await().until(() -> channel.texts().equals(List.of("not yet", "not yet")));
            assertThat(channel.taken().getLast().attempts()).isZero();
        }
    }

    @Test
    void keepsTextsForALinkThatNobodyServes() {
        try (var node = TestNode.on(database, data).channel(new TestChannel(0)).start()) {
            UUID id = send(node, "patience", Priority.REPLY);

            assertThat(state(node, id)).isInstanceOf(OutboundState.Queued.class);
        }
        var channel = new TestChannel(10);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            await().until(() -> channel.texts().equals(List.of("patience")));
            assertThat(node.count("outbound_open")).isEqualTo(1);
        }
    }

    @Test
    void givesUpWhatIsOverItsTimeAndSaysSo() {
        var channel = new TestChannel(0);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            var instruction = InstructionId.next();
            UUID id = send(node, "000000", Priority.CODE, Duration.ofMillis(200), instruction);

            await().until(() -> overdue(node));
            channel.makeRoom(5);
            node.outbox().send(List.of());
            await().atMost(Duration.ofSeconds(50))
                    .until(() -> state(node, id).equals(new OutboundState.Failed("expired")));

            assertThat(channel.taken()).isEmpty();
            assertThat(node.events())
                    .filteredOn(OutboundTextFailed.class::isInstance)
                    .singleElement()
                    .isEqualTo(
                            new OutboundTextFailed(
                                    id,
                                    node.subscriber(InboxIT.msisdn(1)),
                                    Priority.CODE,
                                    instruction,
                                    "expired"));
        }
    }

    @Test
    void recordsARefusalForGood() {
        var channel = new TestChannel(5);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "to nowhere", Priority.REPLY);

            node.outbox().refused(id, "RINVDSTADR").join();

            assertThat(state(node, id)).isEqualTo(new OutboundState.Failed("RINVDSTADR"));
            assertThat(node.count("outbound_open")).isZero();
            assertThat(node.events()).anyMatch(OutboundTextFailed.class::isInstance);
        }
    }

    @Test
    void matchesReceiptsThatComeBeforeAfterAndTwice() {
        var channel = new TestChannel(5);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "two parts", Priority.REPLY);
            var message = channel.taken().getFirst();
            PartSubmitted one = TestChannel.part(message, 1, 2);
            PartSubmitted two = TestChannel.part(message, 2, 2);

            node.outbox().received(receipt(two, Receipt.State.DELIVERED)).join();
            node.outbox().submitted(one).join();
            node.outbox().submitted(two).join();
            node.outbox().received(receipt(two, Receipt.State.DELIVERED)).join();
            assertThat(state(node, id)).isInstanceOf(OutboundState.Submitted.class);
            node.inTransaction(
                    () -> node.outbox().receipts(List.of(receipt(one, Receipt.State.UNDERWAY))));
            assertThat(state(node, id)).isInstanceOf(OutboundState.Submitted.class);
            node.outbox().received(receipt(one, Receipt.State.DELIVERED)).join();
            assertThat(state(node, id)).isInstanceOf(OutboundState.Delivered.class);
            var foreign =
                    new Receipt(
                            "other",
                            one.normalisedId(),
                            Receipt.State.UNDELIVERED,
                            "",
                            Instant.now());
            node.outbox().received(foreign).join();
            assertThat(state(node, id)).isInstanceOf(OutboundState.Delivered.class);
            node.outbox().received(receipt(one, Receipt.State.UNDELIVERED)).join();
            assertThat(state(node, id)).isEqualTo(new OutboundState.Failed("undelivered 001"));
        }
    }

    @Test
    void tellsWhatExpiredAtTheSmscFromWhatItGaveUp() {
        var channel = new TestChannel(5);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "two parts", Priority.REPLY);
            var message = channel.taken().getFirst();
            PartSubmitted one = TestChannel.part(message, 1, 2);
            PartSubmitted two = TestChannel.part(message, 2, 2);
            node.outbox().submitted(one).join();
            node.outbox().submitted(two).join();

            node.outbox().received(receipt(one, Receipt.State.DELIVERED)).join();
            node.outbox().received(receipt(two, Receipt.State.EXPIRED)).join();
            assertThat(state(node, id)).isEqualTo(new OutboundState.Failed("expired at the SMSC"));

            node.outbox().received(receipt(two, Receipt.State.UNDELIVERED)).join();
            assertThat(state(node, id)).isEqualTo(new OutboundState.Failed("undelivered 001"));
        }
    }

    @Test
    @Tag("R-INFO-8")
    void notesOnceThatNobodySaidWhatBecameOfACode() {
        var channel = new TestChannel(5);
        try (var node =
                TestNode.on(database, data)
                        .set("nusqau.mailbox.receipt-within", "300ms")
                        .channel(channel)
                        .start()) {
            var instruction = InstructionId.next();
            var validity = Duration.ofMinutes(3);
            UUID silent = send(node, "111111", Priority.CODE, validity, instruction);
            UUID reported = send(node, "222222", Priority.CODE, validity, instruction);
            UUID unasked = send(node, "333333", Priority.CODE, validity, instruction);
            UUID text = send(node, "a text", Priority.REPLY);
            PartSubmitted known = TestChannel.part(message(channel, reported), 1, 1);
            List.of(TestChannel.part(message(channel, silent), 1, 1), known)
                    .forEach(part -> node.outbox().submitted(part).join());
            node.outbox().submitted(TestChannel.part(message(channel, text), 1, 1)).join();
            node.outbox().submitted(withoutReceipts(message(channel, unasked))).join();
            node.outbox().received(receipt(known, Receipt.State.DELIVERED)).join();
            assertThat(state(node, silent)).isInstanceOf(OutboundState.Submitted.class);
            node.jdbc()
                    .update(
                            "UPDATE mailbox.outbound SET expires_at = clock_timestamp()"
                                    + " WHERE expires_at IS NOT NULL");
            await().until(() -> state(node, silent) instanceof OutboundState.Unreported);
            var watch = node.get(ReceiptWatch.class);
            await().untilAsserted(
                            () -> {
                                watch.look();
                                assertThat(node.get(Timeline.class).of(instruction))
                                        .extracting(TimelineEntry::kind)
                                        .containsExactly("code.unreported");
                            });
            watch.look();

            assertThat(node.get(Timeline.class).of(instruction)).hasSize(1);
            assertThat(state(node, reported)).isInstanceOf(OutboundState.Delivered.class);
            assertThat(state(node, unasked)).isInstanceOf(OutboundState.Submitted.class);
            assertThat(state(node, text)).isInstanceOf(OutboundState.Submitted.class);
        }
    }

    @Test
    void sendsAnOutcomeWhenTheSmscHasTheTextBefore() {
        var channel = new TestChannel(5);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID first = send(node, "still being made", Priority.REPLY);
            OutboundText paid = paid(node);

            node.inTransaction(() -> node.outbox().send(List.of(paid), Map.of(paid.id(), first)));
            send(node, "another's", Priority.REPLY);
            await().until(() -> channel.texts().equals(List.of("still being made", "another's")));
            assertThat(state(node, paid.id())).isInstanceOf(OutboundState.Queued.class);

            channel.submitAll(node);
            node.get(OutboxSender.class).sweep(Duration.ZERO);
            await().until(() -> channel.texts().getLast().equals("paid"));
        }
    }

    @Test
    void closesATextThatTheSmscHadBefore() {
        var channel = new TestChannel(5);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID first = send(node, "still being made", Priority.REPLY);
            OutboundText paid = paid(node);
            node.inTransaction(() -> node.outbox().send(List.of(paid), Map.of(paid.id(), first)));

            node.outbox().complete(first).join();
            node.get(OutboxSender.class).sweep(Duration.ZERO);

            await().until(() -> channel.texts().getLast().equals("paid"));
        }
    }

    @Test
    void sendsAnOutcomeAtOnceWhereTheTextBeforeIsGone() {
        var channel = new TestChannel(5);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID first = send(node, "still being made", Priority.REPLY);
            node.outbox().retryLater(first, Duration.ofHours(1), "busy").join();
            OutboundText paid = paid(node);

            node.inTransaction(() -> node.outbox().send(List.of(paid), Map.of(paid.id(), first)));
            await().until(() -> channel.texts().getLast().equals("paid"));

            assertThat(state(node, first)).isEqualTo(new OutboundState.Failed("withdrawn"));
        }
    }

    @Test
    void cutsAQueueShortThatWasVeryLong() {
        try (var node = TestNode.on(database, data).start()) {
            var jdbc = node.get(JdbcTemplate.class);
            jdbc.execute(
                    "INSERT INTO mailbox.inbox_pending"
                            + " SELECT 1, id, clock_timestamp() FROM generate_series(1, 1500000) id");
            jdbc.execute("DELETE FROM mailbox.inbox_pending");
            assertThat(bytes(jdbc, "inbox_pending")).isGreaterThan(64 << 20);

            // At the first try the server may be looking through the queue by itself.
            await("the queue is short")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> {
                                node.get(DatedPartitions.class).maintain();
                                assertThat(bytes(jdbc, "inbox_pending")).isLessThan(1 << 20);
                            });
        }
    }

    @Test
    void takesSmallSamplesOfADaysRowsForTheirStatistics() {
        try (var node = TestNode.on(database, data).channel(new TestChannel(0)).start()) {
            node.get(DatedPartitions.class).maintain();

            assertThat(
                            node.jdbc()
                                    .queryForList(
                                            """
                                            SELECT DISTINCT attstattarget FROM pg_attribute
                                             WHERE attnum > 0 AND attrelid IN (
                                                SELECT inhrelid FROM pg_inherits
                                                 WHERE inhparent = 'mailbox.outbound'::regclass
                                                   AND inhrelid <> 'mailbox.outbound_default'::regclass)
                                            """,
                                            Integer.class))
                    .containsExactly(10);
        }
    }

    private static long bytes(JdbcTemplate jdbc, String queue) {
        return jdbc.queryForObject("SELECT pg_relation_size('mailbox." + queue + "')", Long.class);
    }

    @Test
    void forgetsWhyTextsFailedWithTheTexts() {
        try (var node = TestNode.on(database, data).channel(new TestChannel(0)).start()) {
            UUID old = send(node, "old", Priority.REPLY);
            UUID fresh = send(node, "fresh", Priority.REPLY);
            node.inTransaction(() -> node.outbox().wipe(List.of(old, fresh)));
            node.jdbc()
                    .update(
                            "UPDATE mailbox.outbound_failed"
                                    + " SET failed_at = failed_at - interval '15 days' WHERE id = ?",
                            old);

            node.get(DatedPartitions.class).maintain();

            assertThat(node.count("outbound_failed")).isEqualTo(1);
            assertThat(state(node, fresh)).isEqualTo(new OutboundState.Failed("withdrawn"));
        }
    }

    private static OutboundText paid(TestNode node) {
        SubscriberId to = node.subscriber(InboxIT.msisdn(1));
        return text(TimeOrderedId.next(), to, "paid", Priority.REPLY, null, null);
    }

    @Test
    void forgetsACodeThatEndedAndDoesNotSendItAnyMore() {
        var channel = new TestChannel(0);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID id = send(node, "482913 is your code", Priority.CODE);

            node.inTransaction(() -> node.outbox().wipe(List.of(id)));
            channel.makeRoom(5);
            send(node, "next", Priority.REPLY);
            await().until(() -> channel.texts().equals(List.of("next")));

            assertThat(state(node, id)).isEqualTo(new OutboundState.Failed("withdrawn"));
            assertThat(
                            node.jdbc()
                                    .queryForObject(
                                            "SELECT body IS NULL FROM mailbox.outbound"
                                                    + " WHERE id = ?",
                                            Boolean.class,
                                            id))
                    .isTrue();
        }
    }

    @Test
    void waitsForNobodyWhoHoldsATextThatEndedAndGivesItUpLater() {
        var channel = new TestChannel(0);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            UUID held = send(node, "482913 is your code", Priority.CODE);
            UUID idle = send(node, "193847 is your code", Priority.CODE);

            node.inTransaction(
                    () -> {
                        lock(node, held);
                        CompletableFuture.runAsync(
                                        () ->
                                                node.inTransaction(
                                                        () ->
                                                                node.outbox()
                                                                        .wipe(List.of(held, idle))))
                                .join();
                        assertThat(state(node, idle))
                                .isEqualTo(new OutboundState.Failed("withdrawn"));
                    });
            channel.makeRoom(5);
            send(node, "next", Priority.REPLY);

            await().until(() -> state(node, held).equals(new OutboundState.Failed("withdrawn")));
            await().until(() -> channel.texts().equals(List.of("next")));
        }
    }

    private static void lock(TestNode node, UUID text) {
        node.jdbc()
                .queryForList("SELECT id FROM mailbox.outbound_open WHERE id = ? FOR UPDATE", text);
    }

    @Test
    void failsWhatIsForSomebodyErasedWithoutFailingItsTransaction() {
        var channel = new TestChannel(5);
        try (var node = TestNode.on(database, data).channel(channel).start()) {
            SubscriberId erased = node.subscriber(InboxIT.msisdn(9));
            node.get(Subscribers.class).erase(erased);
            UUID id = TimeOrderedId.next();

            node.inTransaction(
                    () ->
                            node.outbox()
                                    .send(
                                            List.of(
                                                    text(
                                                            id,
                                                            erased,
                                                            "x",
                                                            Priority.REPLY,
                                                            null,
                                                            null))));

            assertThat(state(node, id)).isEqualTo(new OutboundState.Failed("no number"));
            assertThat(channel.taken()).isEmpty();
        }
    }

    private static boolean overdue(TestNode node) {
        return !node.get(OutboxTable.class).overdue(1).isEmpty();
    }

    private static OutboundMessage message(TestChannel channel, UUID id) {
        return channel.taken().stream()
                .filter(message -> message.text().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Receipt receipt(PartSubmitted part, Receipt.State state) {
        return new Receipt("link", part.normalisedId(), state, "001", Instant.now());
    }

    /** Over a link that asks for none. */
    private static PartSubmitted withoutReceipts(OutboundMessage message) {
        return new PartSubmitted(message.text().id(), 1, 1, "link", "17", "", Instant.now());
    }

    private static OutboundState state(TestNode node, UUID id) {
        return node.outbox().states(List.of(id)).get(id);
    }

    private static UUID send(TestNode node, String text, Priority priority) {
        return send(node, text, priority, null, null);
    }

    private static UUID send(
            TestNode node,
            String text,
            Priority priority,
            @Nullable Duration validity,
            @Nullable InstructionId instruction) {
        UUID id = TimeOrderedId.next();
        SubscriberId to = node.subscriber(InboxIT.msisdn(1));
        node.inTransaction(
                () ->
                        node.outbox()
                                .send(
                                        List.of(
                                                text(
                                                        id,
                                                        to,
                                                        text,
                                                        priority,
                                                        validity,
                                                        instruction))));
        return id;
    }

    private static OutboundText text(
            UUID id,
            SubscriberId to,
            String text,
            Priority priority,
            @Nullable Duration validity,
            @Nullable InstructionId instruction) {
        return new OutboundText(id, to, "link", "9909", text, priority, validity, instruction);
    }
}
