package kz.nusqau.failedmessages;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Stuck;
import kz.nusqau.counterparty.CommandState;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.TestHub;
import kz.nusqau.failedmessages.ReplayView.Effect;
import kz.nusqau.shared.Money;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** A replay moves on what waits, under the keys it has, and never moves money twice. */
class ReplayIT {

    private static StagedDesk desk;
    private static TestHub hub;
    private static long entries = 1_000_000;

    @BeforeAll
    static void start() throws Exception {
        desk = new StagedDesk();
        hub = desk.hub;
    }

    @AfterAll
    static void stop() throws Exception {
        desk.close();
    }

    @AfterEach
    void clear() {
        desk.stage.outside.billing.faults().clear();
        hub.answers.failOn(answer -> false);
        assertThat(desk.stage.outside.billing.books().discrepancies()).isEmpty();
    }

    @Test
    void asksAgainAboutACommandThatIsStuck() {
        CommandKey key = stuck();
        UUID id = desk.kept(key).id();
        desk.stage.outside.billing.faults().clear();

        ReplayView replay = desk.replay(id);

        assertThat(replay.effect()).isEqualTo(Effect.INQUIRY_STARTED);
        assertThat(replay.changes())
                .containsExactly(new ReplayView.Change(key.toString(), "stuck", "unknown"));
        outcome(hub, key, Accepted.class);
        await().until(() -> desk.state(id) == State.RESOLVED);
        assertThat(desk.acts(id)).containsExactly("failed", "replayed", "resolved");
        assertThat(hub.view(key).attempts()).isEqualTo(1);
        assertThat(desk.replay(id).effect()).isEqualTo(Effect.NOTHING);
    }

    @Test
    void failsAgainAsTheSameMessage() {
        CommandKey key = stuck();
        UUID id = desk.kept(key).id();

        desk.replay(id);

        await().until(() -> desk.detail(id).message().occurrences() == 2);
        assertThat(desk.state(id)).isEqualTo(State.OPEN);
        assertThat(desk.kept(key).id()).isEqualTo(id);
    }

    @Test
    void replayedByManyAtOnceItSendsOnce() throws Exception {
        CommandKey key = desk.parked();
        UUID id = desk.kept(key).id();

        List<Effect> effects = new ArrayList<>();
        try (var people = Executors.newFixedThreadPool(8)) {
            Callable<Effect> replay = () -> desk.replay(id).effect();
            for (var effect : people.invokeAll(Collections.nCopies(8, replay))) {
                effects.add(effect.get());
            }
        }

        assertThat(effects).containsOnlyOnce(Effect.QUEUED_AGAIN);
        outcome(hub, key, Accepted.class);
        assertThat(hub.view(key).attempts()).isEqualTo(1);
        assertThat(desk.replay(id).effect()).isEqualTo(Effect.NOTHING);
        assertThat(desk.state(id)).isEqualTo(State.RESOLVED);
        assertThat(desk.stage.outside.billing.books().reservation(key.toString())).isPresent();
    }

    @Test
    void aDryRunSaysWhatAReplayWouldDoAndLeavesNothingOfIt() {
        CommandKey key = desk.parked();
        UUID id = desk.kept(key).id();

        ReplayPlan plan = plan(id);

        assertThat(plan.effect()).isEqualTo(Effect.QUEUED_AGAIN);
        assertThat(plan.changes())
                .containsExactly(new ReplayView.Change(key.toString(), "parked", "queued"));
        assertThat(plan(id)).isEqualTo(plan);
        assertThat(hub.view(key).parked()).isTrue();
        assertThat(desk.state(id)).isEqualTo(State.OPEN);
        assertThat(desk.acts(id)).containsExactly("failed");
    }

    @Test
    void ofManyWhoSawTheSamePlanOneCarriesItOut() throws Exception {
        CommandKey key = desk.parked();
        UUID id = desk.kept(key).id();
        String shown = plan(id).fingerprint();

        List<PlannedReplay> results = new ArrayList<>();
        try (var people = Executors.newFixedThreadPool(4)) {
            Callable<PlannedReplay> replay = () -> replay(id, shown);
            for (var result : people.invokeAll(Collections.nCopies(4, replay))) {
                results.add(result.get());
            }
        }

        assertThat(results).filteredOn(PlannedReplay.Done.class::isInstance).hasSize(1);
        outcome(hub, key, Accepted.class);
        assertThat(hub.view(key).attempts()).isEqualTo(1);
        await().until(() -> desk.state(id) == State.RESOLVED);
        assertThat(desk.acts(id)).containsExactly("failed", "replayed", "resolved");
    }

    @Test
    void doesNothingWhenItWouldBeSomethingElseThanWasShown() {
        CommandKey key = desk.parked();
        UUID id = desk.kept(key).id();

        PlannedReplay result = replay(id, "another plan");

        assertThat(result).isEqualTo(new PlannedReplay.Outdated(plan(id)));
        assertThat(hub.view(key).parked()).isTrue();
        assertThat(desk.acts(id)).containsExactly("failed");
    }

    @Test
    void leavesADeadLetterAloneWhoseCommandMovedOn() {
        CommandKey key = reserve();
        outcome(hub, key, Accepted.class);

        desk.bury(key.toString());

        await().until(() -> desk.stage.broker.depth("dead-letters") == 0);
        assertThat(desk.find(key)).isEmpty();
    }

    @Test
    void keepsTheSameDeadLetterOnce() {
        CommandKey key = desk.parked();
        desk.kept(key);

        assertThat(desk.detail(desk.kept(key).id()).message().occurrences()).isEqualTo(1);
        assertThat(hub.view(key).parked()).isTrue();
        assertThat(hub.view(key).state()).isEqualTo(CommandState.QUEUED);
    }

    @Test
    void asksAPersonWhenAnAnswerCantBeRecorded() {
        hub.answers.failOn(answer -> true);
        CommandKey key = reserve();

        UUID id = desk.kept(key).id();

        assertThat(desk.detail(id).message().errorClass())
                .isEqualTo("command.reserve.unrecordable");
        hub.answers.failOn(answer -> false);
        desk.replay(id);
        outcome(hub, key, Accepted.class);
        await().until(() -> desk.state(id) == State.RESOLVED);
        assertThat(hub.view(key).attempts()).isEqualTo(1);
    }

    @Test
    void putsATextThatWasSetAsideBackOnlyOnceAndNotTooEarly() {
        long entry = setAside("1 minute");
        var young = keep(entry);
        assertThat(desk.replay(young).effect()).isEqualTo(Effect.TOO_EARLY);

        long old = setAside("11 minutes");
        var id = keep(old);

        assertThat(desk.replay(id).effect()).isEqualTo(Effect.HANDLED_AGAIN);
        assertThat(desk.replay(id).effect()).isEqualTo(Effect.NOTHING);
        assertThat(pending(old)).isEqualTo(1);
        assertThat(pending(entry)).isZero();
    }

    private UUID keep(long entry) {
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status ->
                                hub.bean(FailedMessages.class)
                                        .keep(
                                                new Failure(
                                                        Source.INBOX,
                                                        Long.toString(entry),
                                                        "told " + entry,
                                                        null,
                                                        null,
                                                        "java.lang.Test",
                                                        "could not",
                                                        null,
                                                        3,
                                                        "inbox",
                                                        "link",
                                                        null)));
        return desk.find(Source.INBOX, Long.toString(entry)).getFirst().id();
    }

    private long setAside(String age) {
        long id = ++entries;
        var subscriber = hub.subscriber(FreshMsisdn.next()).value();
        hub.jdbc()
                .update(
                        "insert into mailbox.inbox (id, received_at, subscriber_id, kind, link,"
                                + " session, destination, dedupe_key, dedupe_prefix, payload)"
                                + " values (?, date_trunc('second', now()) - ?::interval, ?, 'TEXT',"
                                + " 'kcell', gen_random_uuid(), '7701', '', 0, '')",
                        id,
                        age,
                        subscriber);
        hub.jdbc()
                .update(
                        "insert into mailbox.inbox_failed (id, received_at, attempts, error_class)"
                                + " select id, received_at, 3, 'x' from mailbox.inbox where id = ?",
                        id);
        return id;
    }

    private int pending(long entry) {
        return hub.jdbc()
                .queryForObject(
                        "select count(*) from mailbox.inbox_pending where id = ?",
                        Integer.class,
                        entry);
    }

    private static CommandKey reserve() {
        var payer = hub.subscriber(FreshMsisdn.next());
        return hub.request("billing", "reserve", payer, new Operation.Reserve(Money.tenge(100)));
    }

    /** Carried out, with its answer lost and every inquiry unanswered until the hub gave up. */
    private static CommandKey stuck() {
        desk.stage.outside.billing.faults().enqueue("reservation", new AnswerLost());
        desk.stage.outside.billing.faults().set("inquiry", new ServerError(500));
        CommandKey key = reserve();
        outcome(hub, key, Stuck.class);
        return key;
    }

    private static ReplayPlan plan(UUID id) {
        return desk.desk().plan(id).orElseThrow();
    }

    private static PlannedReplay replay(UUID id, String plan) {
        return desk.desk().replay(id, plan, "tester", "a test").orElseThrow();
    }
}
