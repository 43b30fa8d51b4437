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
import kz.nusqau.counterparty.Stage;
import kz.nusqau.counterparty.TestHub;
import kz.nusqau.failedmessages.ReplayView.Effect;
import kz.nusqau.mailbox.SetAside;
import kz.nusqau.mailbox.Timeline;
import kz.nusqau.shared.Money;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A replay moves on what waits, under the keys it has, and never moves money twice. */
class ReplayIT {

    private static Stage stage;
    private static TestHub hub;
    private static long entries = 1_000_000;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage();
        hub =
                stage.hub(
                        stage.outside.impatient(),
                        spring -> {
                            spring.scan("kz.nusqau.failedmessages");
                            spring.register(Timeline.class, SetAside.class);
                        });
        hub.startDeadLetters(hub.bean(DeadLetters.class));
        hub.startRoutes();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        stage.close();
    }

    @AfterEach
    void clear() {
        stage.outside.billing.faults().clear();
        hub.answers.failOn(answer -> false);
        assertThat(stage.outside.billing.books().discrepancies()).isEmpty();
    }

    @Test
    void asksAgainAboutACommandThatIsStuck() {
        CommandKey key = stuck();
        UUID id = kept(key).id();
        stage.outside.billing.faults().clear();

        ReplayView replay = replay(id);

        assertThat(replay.effect()).isEqualTo(Effect.INQUIRY_STARTED);
        assertThat(replay.changes())
                .containsExactly(new ReplayView.Change(key.toString(), "stuck", "unknown"));
        outcome(hub, key, Accepted.class);
        await().until(() -> state(id) == State.RESOLVED);
        assertThat(acts(id)).containsExactly("failed", "replayed", "resolved");
        assertThat(hub.view(key).attempts()).isEqualTo(1);
        assertThat(replay(id).effect()).isEqualTo(Effect.NOTHING);
    }

    @Test
    void failsAgainAsTheSameMessage() {
        CommandKey key = stuck();
        UUID id = kept(key).id();

        replay(id);

        await().until(() -> detail(id).message().occurrences() == 2);
        assertThat(state(id)).isEqualTo(State.OPEN);
        assertThat(kept(key).id()).isEqualTo(id);
    }

    @Test
    void replayedByManyAtOnceItSendsOnce() throws Exception {
        CommandKey key = parked();
        UUID id = kept(key).id();

        List<Effect> effects = new ArrayList<>();
        try (var people = Executors.newFixedThreadPool(8)) {
            Callable<Effect> replay = () -> replay(id).effect();
            for (var effect : people.invokeAll(Collections.nCopies(8, replay))) {
                effects.add(effect.get());
            }
        }

        assertThat(effects).containsOnlyOnce(Effect.QUEUED_AGAIN);
        outcome(hub, key, Accepted.class);
        assertThat(hub.view(key).attempts()).isEqualTo(1);
        assertThat(replay(id).effect()).isEqualTo(Effect.NOTHING);
        assertThat(state(id)).isEqualTo(State.RESOLVED);
        assertThat(stage.outside.billing.books().reservation(key.toString())).isPresent();
    }

    @Test
    void aDryRunSaysWhatAReplayWouldDoAndLeavesNothingOfIt() {
        CommandKey key = parked();
        UUID id = kept(key).id();

        ReplayPlan plan = plan(id);

        assertThat(plan.effect()).isEqualTo(Effect.QUEUED_AGAIN);
        assertThat(plan.changes())
                .containsExactly(new ReplayView.Change(key.toString(), "parked", "queued"));
        assertThat(plan(id)).isEqualTo(plan);
        assertThat(hub.view(key).parked()).isTrue();
        assertThat(state(id)).isEqualTo(State.OPEN);
        assertThat(acts(id)).containsExactly("failed");
    }

    @Test
    void ofManyWhoSawTheSamePlanOneCarriesItOut() throws Exception {
        CommandKey key = parked();
        UUID id = kept(key).id();
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
        await().until(() -> state(id) == State.RESOLVED);
        assertThat(acts(id)).containsExactly("failed", "replayed", "resolved");
    }

    @Test
    void doesNothingWhenItWouldBeSomethingElseThanWasShown() {
        CommandKey key = parked();
        UUID id = kept(key).id();

        PlannedReplay result = replay(id, "another plan");

        assertThat(result).isEqualTo(new PlannedReplay.Outdated(plan(id)));
        assertThat(hub.view(key).parked()).isTrue();
        assertThat(acts(id)).containsExactly("failed");
    }

    @Test
    void leavesADeadLetterAloneWhoseCommandMovedOn() {
        CommandKey key = reserve();
        outcome(hub, key, Accepted.class);

        bury(key.toString());

        await().until(() -> stage.broker.depth("dead-letters") == 0);
        assertThat(find(key)).isEmpty();
    }

    @Test
    void keepsTheSameDeadLetterOnce() {
        CommandKey key = parked();
        kept(key);

        assertThat(detail(kept(key).id()).message().occurrences()).isEqualTo(1);
        assertThat(hub.view(key).parked()).isTrue();
        assertThat(hub.view(key).state()).isEqualTo(CommandState.QUEUED);
    }

    @Test
    void asksAPersonWhenAnAnswerCantBeRecorded() {
        hub.answers.failOn(answer -> true);
        CommandKey key = reserve();

        UUID id = kept(key).id();

        assertThat(detail(id).message().errorClass()).isEqualTo("command.reserve.unrecordable");
        hub.answers.failOn(answer -> false);
        replay(id);
        outcome(hub, key, Accepted.class);
        await().until(() -> state(id) == State.RESOLVED);
        assertThat(hub.view(key).attempts()).isEqualTo(1);
    }

    @Test
    void putsATextThatWasSetAsideBackOnlyOnceAndNotTooEarly() {
        long entry = setAside("1 minute");
        var young = keep(entry);
        assertThat(replay(young).effect()).isEqualTo(Effect.TOO_EARLY);

        long old = setAside("11 minutes");
        var id = keep(old);

        assertThat(replay(id).effect()).isEqualTo(Effect.HANDLED_AGAIN);
        assertThat(replay(id).effect()).isEqualTo(Effect.NOTHING);
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
        return find(Source.INBOX, Long.toString(entry)).getFirst().id();
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
        stage.outside.billing.faults().enqueue("reservation", new AnswerLost());
        stage.outside.billing.faults().set("inquiry", new ServerError(500));
        CommandKey key = reserve();
        outcome(hub, key, Stuck.class);
        return key;
    }

    /** Never sent, since its redelivery was exhausted. */
    private static CommandKey parked() {
        var payer = hub.subscriber(FreshMsisdn.next());
        var request =
                TestHub.command("billing", "reserve", payer, new Operation.Reserve(Money.tenge(9)));
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            hub.commands().request(List.of(request));
                            hub.commands().park(java.util.Set.of(request.key()));
                        });
        bury(request.key().toString());
        return request.key();
    }

    private static void bury(String text) {
        new JmsTemplate(hub.connections)
                .convertAndSend(
                        "dead-letters",
                        text,
                        message -> {
                            message.setStringProperty("nusqau_queue", "counterparty.billing");
                            message.setStringProperty("nusqau_cause", "nobody listens");
                            message.setIntProperty("nusqau_attempts", 13);
                            return message;
                        });
    }

    private static FailedMessageView kept(CommandKey key) {
        return await().atMost(Stage.PATIENCE)
                .until(() -> find(key), found -> !found.isEmpty())
                .getFirst();
    }

    private static List<FailedMessageView> find(CommandKey key) {
        return find(Source.COMMAND, key.toString());
    }

    private static List<FailedMessageView> find(Source source, String reference) {
        var all =
                hub.bean(FailedMessages.class).list(Filter.of(null, source, null, null, null, 200));
        return all.stream().filter(each -> each.reference().equals(reference)).toList();
    }

    private static ReplayView replay(UUID id) {
        return hub.bean(FailedMessages.class).replay(id, "tester", "a test").orElseThrow();
    }

    private static ReplayPlan plan(UUID id) {
        return hub.bean(FailedMessages.class).plan(id).orElseThrow();
    }

    private static PlannedReplay replay(UUID id, String plan) {
        return hub.bean(FailedMessages.class).replay(id, plan, "tester", "a test").orElseThrow();
    }

    private static FailedMessages.DetailView detail(UUID id) {
        return hub.bean(FailedMessages.class).detail(id).orElseThrow();
    }

    private static State state(UUID id) {
        return detail(id).message().state();
    }

    private static List<String> acts(UUID id) {
        return detail(id).acts().stream().map(ActView::act).toList();
    }
}
