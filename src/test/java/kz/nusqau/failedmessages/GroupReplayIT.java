package kz.nusqau.failedmessages;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.Stage;
import kz.nusqau.counterparty.TestHub;
import kz.nusqau.failedmessages.GroupItemView.State;
import kz.nusqau.failedmessages.ReplayView.Effect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** A list of messages is replayed as shown, each once, whoever stops and starts meanwhile. */
class GroupReplayIT {

    private static StagedDesk desk;
    private static TestHub hub;
    private static GroupReplays groups;

    @BeforeAll
    static void start() throws Exception {
        desk = new StagedDesk();
        hub = desk.hub;
        groups = hub.bean(GroupReplays.class);
    }

    @AfterAll
    static void stop() throws Exception {
        desk.close();
    }

    @AfterEach
    void booksAgree() {
        assertThat(desk.stage.outside.billing.books().discrepancies()).isEmpty();
    }

    @Test
    void showsWhatItWouldDoAndThenDoesItOnceForEach() {
        var list = new FrozenList(5);

        UUID group = list.planned();

        assertThat(progress(group)).isEqualTo(Map.of(State.WAITING, 5L));
        assertThat(groups.items(group, null, 0, 10))
                .hasSize(5)
                .allSatisfy(item -> assertThat(item.effect()).isEqualTo(Effect.QUEUED_AGAIN));
        assertThat(list.keys).allMatch(key -> hub.view(key).parked());
        assertThat(groups.start(group, "tester", "billing is back", 500)).isTrue();
        awaitState(group, GroupReplayView.State.DONE);
        assertThat(progress(group)).isEqualTo(Map.of(State.REPLAYED, 5L));
        list.awaitSentOnce();
        assertThat(desk.acts(list.messages.getFirst()))
                .containsExactly("failed", "assigned", "replayed", "resolved");
        assertThat(groups.start(group, "tester", "once more", 500)).isFalse();
        assertThat(groups.prepare(list.filter(), "tester")).isEmpty();
    }

    @Test
    void ofTwoListsOfTheSameMessagesOneMovesEach() {
        var list = new FrozenList(6);
        UUID one = list.planned();
        UUID other = list.planned();

        groups.start(one, "tester", "first", 500);
        groups.start(other, "somebody", "as well", 500);

        awaitState(one, GroupReplayView.State.DONE);
        awaitState(other, GroupReplayView.State.DONE);
        list.awaitSentOnce();
        assertThat(count(one, State.REPLAYED) + count(other, State.REPLAYED)).isEqualTo(6);
        assertThat(count(one, State.OUTDATED) + count(other, State.OUTDATED)).isEqualTo(6);
    }

    @Test
    void leavesAloneWhatHasChangedSinceItWasShown() {
        var list = new FrozenList(3);
        UUID group = list.planned();
        desk.replay(list.messages.getFirst());
        outcome(hub, list.keys.getFirst(), Accepted.class);

        groups.start(group, "tester", "a test", 500);

        awaitState(group, GroupReplayView.State.DONE);
        assertThat(progress(group)).isEqualTo(Map.of(State.REPLAYED, 2L, State.OUTDATED, 1L));
        list.awaitSentOnce();
    }

    @Test
    void ofTwoMessagesOfOneInstructionOneMovesItAndTheOtherIsLeftAlone() {
        var list = new FrozenList(2);
        UUID review = review(list.keys.getFirst());
        desk.desk().assign(review, "tester", Optional.of(list.assignee));
        UUID group = list.planned();
        assertThat(progress(group)).isEqualTo(Map.of(State.WAITING, 3L));

        groups.start(group, "tester", "a test", 500);

        awaitState(group, GroupReplayView.State.DONE);
        assertThat(progress(group)).isEqualTo(Map.of(State.REPLAYED, 2L, State.OUTDATED, 1L));
        list.awaitSentOnce();
        desk.desk().discard(review, "tester", "the test is over");
    }

    /** Its saga asks for a person, too. */
    private static UUID review(CommandKey key) {
        String reference = key.instruction() + "/a test";
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status ->
                                desk.desk()
                                        .keep(
                                                new Failure(
                                                        Source.REVIEW,
                                                        reference,
                                                        "told of " + reference,
                                                        key.instruction(),
                                                        hub.view(key).subscriber(),
                                                        "payment.reserve.stuck",
                                                        "",
                                                        null,
                                                        1,
                                                        "payment",
                                                        "",
                                                        null)));
        return desk.find(Source.REVIEW, reference).getFirst().id();
    }

    @Test
    void beginsNoMessageWhileItIsPausedAndAllWhenItGoesOn() {
        var list = new FrozenList(4);
        UUID group = list.planned();
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            groups.start(group, "tester", "a test", 500);
                            groups.pause(group);
                        });

        // Whoever works through groups has had its turn when another one is done.
        awaitAnotherIsDone();
        assertThat(progress(group)).isEqualTo(Map.of(State.WAITING, 4L));
        assertThat(groups.resume(group)).isTrue();
        awaitState(group, GroupReplayView.State.DONE);
        list.awaitSentOnce();
    }

    @Test
    void leavesTheRestAloneOnceItIsCancelled() {
        var list = new FrozenList(3);
        UUID group = list.planned();
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            groups.start(group, "tester", "a test", 500);
                            groups.cancel(group);
                        });

        awaitAnotherIsDone();

        assertThat(progress(group)).isEqualTo(Map.of(State.WAITING, 3L));
        assertThat(list.keys).allMatch(key -> hub.view(key).parked());
        assertThat(groups.resume(group)).isFalse();
        assertThat(groups.start(group, "tester", "a test", 500)).isFalse();
        assertThat(groups.find(group).orElseThrow().endedAt()).isNotNull();
    }

    @Test
    void twoNodesMoveEachMessageOnce() {
        var list = new FrozenList(40);
        try (var node = desk.node()) {
            UUID group = list.planned();
            node.bean(GroupReplays.class).start(group, "tester", "a test", 500);
            awaitState(group, GroupReplayView.State.DONE);

            assertThat(progress(group)).isEqualTo(Map.of(State.REPLAYED, 40L));
            list.awaitSentOnce();
        }
    }

    @Test
    void goesOnAfterItCouldNotSayWhatItDid() {
        var list = new FrozenList(6);
        UUID group = list.planned();
        // Its numbers are not taken back with what a transaction did.
        hub.jdbc().execute("create sequence refusals");
        hub.jdbc()
                .execute(
                        """
                        create function refuse_items() returns trigger language plpgsql as $$
                        begin
                            perform nextval('refusals');
                            raise exception 'the database is away';
                        end $$
                        """);
        hub.jdbc()
                .execute(
                        "create trigger refused before update on failedmessages.group_item"
                                + " for each row execute function refuse_items()");
        groups.start(group, "tester", "a test", 500);

        // It tries, and whatever it did to a message is taken back with its failure.
        await().atMost(Stage.PATIENCE)
                .until(
                        () ->
                                hub.jdbc()
                                        .queryForObject(
                                                "select is_called from refusals", Boolean.class));
        assertThat(progress(group)).isEqualTo(Map.of(State.WAITING, 6L));
        assertThat(list.keys).allMatch(key -> hub.view(key).parked());
        hub.jdbc().execute("drop trigger refused on failedmessages.group_item");
        hub.jdbc().execute("drop function refuse_items()");
        hub.jdbc().execute("drop sequence refusals");

        awaitState(group, GroupReplayView.State.DONE);
        // The last one that was refused can say so already, and is left for another list.
        assertThat(count(group, State.REPLAYED) + count(group, State.FAILED)).isEqualTo(6);
        groups.prepare(list.filter(), "tester")
                .ifPresent(
                        rest -> {
                            assertThat(rest.total()).isEqualTo(count(group, State.FAILED));
                            awaitState(rest.id(), GroupReplayView.State.PLANNED);
                            groups.start(rest.id(), "tester", "the rest", 500);
                        });
        list.awaitSentOnce();
    }

    @Test
    void saysOfAMessageThatItCouldNotBeReplayedAndGoesOnWithTheOthers() {
        var list = new FrozenList(2);
        hub.jdbc()
                .update(
                        "update failedmessages.failed_message set reference = 'no key at all'"
                                + " where id = ?",
                        list.messages.getFirst());

        UUID group = list.planned();
        groups.start(group, "tester", "a test", 500);

        awaitState(group, GroupReplayView.State.DONE);
        assertThat(progress(group)).isEqualTo(Map.of(State.FAILED, 1L, State.REPLAYED, 1L));
        assertThat(groups.items(group, State.FAILED, 0, 10).getFirst().detail()).isNotEmpty();
        outcome(hub, list.keys.getLast(), Accepted.class);
    }

    @Test
    void takesNoRateThatIsNone() {
        assertThatThrownBy(
                        () ->
                                groups.start(
                                        UUID.randomUUID(),
                                        "tester",
                                        "a test",
                                        GroupReplays.FASTEST + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Commands that were never sent, on the desk, and assigned to a name of their own. */
    private static final class FrozenList {

        private final String assignee = "list-" + UUID.randomUUID();
        private final List<CommandKey> keys;
        private final List<UUID> messages;

        FrozenList(int size) {
            keys = Stream.generate(desk::parked).limit(size).toList();
            messages = keys.stream().map(key -> desk.kept(key).id()).toList();
            messages.forEach(id -> desk.desk().assign(id, "tester", Optional.of(assignee)));
        }

        Filter filter() {
            return new Filter(
                    null, null, null, null, null, null, assignee, null, null, null, 1_000);
        }

        UUID planned() {
            UUID group = groups.prepare(filter(), "tester").orElseThrow().id();
            awaitState(group, GroupReplayView.State.PLANNED);
            return group;
        }

        void awaitSentOnce() {
            for (CommandKey key : keys) {
                outcome(hub, key, Accepted.class);
                assertThat(hub.view(key).attempts()).as(key.toString()).isEqualTo(1);
            }
            await().atMost(Stage.PATIENCE)
                    .until(
                            () ->
                                    messages.stream()
                                            .allMatch(
                                                    id ->
                                                            desk.state(id)
                                                                    == kz.nusqau.failedmessages
                                                                            .State.RESOLVED));
        }
    }

    private static void awaitAnotherIsDone() {
        var other = new FrozenList(1);
        UUID group = other.planned();
        groups.start(group, "tester", "to see that the work goes on", 500);
        awaitState(group, GroupReplayView.State.DONE);
        other.awaitSentOnce();
    }

    private static void awaitState(UUID group, GroupReplayView.State state) {
        await().atMost(Stage.PATIENCE)
                .until(() -> groups.find(group).orElseThrow().state() == state);
    }

    private static Map<State, Long> progress(UUID group) {
        return groups.progress(group).stream()
                .collect(
                        Collectors.groupingBy(
                                GroupProgress::state,
                                Collectors.summingLong(GroupProgress::messages)));
    }

    private static long count(UUID group, State state) {
        return progress(group).getOrDefault(state, 0L);
    }
}
