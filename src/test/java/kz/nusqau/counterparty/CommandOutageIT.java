package kz.nusqau.counterparty;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.nusqau.FreePort;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.NotSent;
import kz.nusqau.counterparty.CommandOutcome.Unknown;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.counterparty.wire.CounterpartySettings.Kind;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** The hub dies, the broker goes, the counterparty can't be reached: one effect all the same. */
class CommandOutageIT {

    private Stage stage;
    private final List<TestHub> hubs = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        stage = new Stage();
    }

    @AfterEach
    void stop() throws Exception {
        hubs.forEach(TestHub::close);
        assertThat(stage.outside.billing.books().discrepancies()).isEmpty();
        stage.close();
    }

    private TestHub hub() throws Exception {
        return hub(stage.outside.properties());
    }

    private TestHub hub(CounterpartyProperties properties) throws Exception {
        var hub = stage.hub(properties);
        hubs.add(hub);
        return hub;
    }

    private void kill(TestHub hub) {
        hubs.remove(hub);
        hub.close();
    }

    @Test
    void asksAndNeverSendsWhenARedeliveredCommandWasBeingSent() throws Exception {
        var dead = hub();
        var payer = dead.subscriber("77011230001");
        var key = dead.request("billing", "reserve", payer, CommandsIT.reserve(100));
        awaitMessage();
        // What a node leaves that dies after marking its batch and before the first byte.
        markAsSending(dead, key);
        kill(dead);

        var hub = hub().startRoutes();

        outcome(hub, key, Unknown.class);
        await().until(() -> hub.view(key).inquiries() >= 2);
        assertThat(stage.outside.billing.books().operation(key.toString())).isEmpty();
        assertThat(hub.view(key).attempts()).isEqualTo(1);
        // Only after the processing window is it known that nothing arrived.
        outcome(hub, key, Accepted.class);
        assertThat(hub.view(key).attempts()).isEqualTo(2);
        assertThat(hub.view(key).sentAt()).isAfter(Instant.now().minusSeconds(30));
    }

    @Test
    void findsTheEffectOfACommandWhoseRecorderDied() throws Exception {
        var first = hub();
        var payer = first.subscriber("77011230002");
        // The answer comes, and nobody can write it down.
        first.answers.failOn(answer -> true);
        first.startRoutes();
        var key = first.request("billing", "reserve", payer, CommandsIT.reserve(100));
        await().until(() -> stage.outside.billing.books().reservation(key.toString()).isPresent());
        assertThat(first.view(key).answeredAt()).isNull();
        kill(first);

        var second = hub().startRoutes();

        outcome(second, key, Accepted.class);
        assertThat(second.view(key).attempts()).isEqualTo(1);
        assertThat(stage.outside.billing.books().reserved("77011230002").toString())
                .isEqualTo("100.00");
    }

    @Test
    void recordsTheNeighboursOfAnAnswerThatCantBeRecorded() throws Exception {
        var hub = hub();
        var unlucky = hub.subscriber("77011230003");
        hub.answers.failOn(answer -> answer.subscriber().equals(unlucky));
        var bad = hub.request("billing", "reserve", unlucky, CommandsIT.reserve(100));
        List<CommandKey> good = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            var payer = hub.subscriber(FreshMsisdn.next());
            good.add(hub.request("billing", "reserve", payer, CommandsIT.reserve(100)));
        }

        hub.startRoutes();

        good.forEach(key -> outcome(hub, key, Accepted.class));
        assertThat(hub.answers.of(bad)).isEmpty();
        hub.answers.failOn(answer -> false);
        outcome(hub, bad, Accepted.class);
        assertThat(hub.view(bad).attempts()).isEqualTo(1);
    }

    @Test
    void publishesACommandAgainWhoseMessageIsLost() throws Exception {
        var dead = hub();
        var key =
                dead.request(
                        "billing",
                        "reserve",
                        dead.subscriber("77011230004"),
                        CommandsIT.reserve(100));
        assertThat(swallow(1)).containsExactly(key.toString());
        kill(dead);

        var hub = hub().startRoutes();
        dueNow(hub, key);

        outcome(hub, key, Accepted.class);
        assertThat(hub.view(key).attempts()).isEqualTo(1);
    }

    @Test
    void sendsOnceWhatIsInTheQueueTwice() throws Exception {
        var hub = hub();
        var payer = hub.subscriber("77011230005");
        var key = hub.request("billing", "reserve", payer, CommandsIT.reserve(100));
        for (int i = 0; i < 5; i++) {
            put("counterparty.billing", key.toString());
        }

        hub.startRoutes();

        outcome(hub, key, Accepted.class);
        await().until(() -> stage.broker.depth("counterparty.billing") == 0);
        assertThat(hub.answers.of(key)).hasSize(1);
        assertThat(hub.view(key).attempts()).isEqualTo(1);
    }

    @Test
    void cancelsWhatWaitsInTheQueue() throws Exception {
        var hub = hub();
        var payer = hub.subscriber("77011230006");
        var key = hub.request("billing", "reserve", payer, CommandsIT.reserve(100));

        Set<CommandKey> cancelled =
                hub.bean(TransactionTemplate.class)
                        .execute(status -> hub.commands().cancel(Set.of(key)));
        hub.startRoutes();

        assertThat(cancelled).containsExactly(key);
        await().until(() -> stage.broker.depth("counterparty.billing") == 0);
        assertThat(stage.outside.billing.books().operation(key.toString())).isEmpty();
        assertThat(hub.answers.of(key)).isEmpty();
        assertThat(hub.view(key).outcome()).containsInstanceOf(NotSent.class);
    }

    @Test
    void deliversAgainWhatNeverLeftUntilTheCounterpartyIsBack() throws Exception {
        int port = FreePort.next();
        var hub = hub(billingAt(port)).startRoutes();
        var payer = hub.subscriber("77011230007");

        var key = hub.request("billing", "reserve", payer, CommandsIT.reserve(100));

        await().atMost(Stage.PATIENCE).until(() -> hub.view(key).attempts() >= 2);
        assertThat(hub.view(key).state()).isIn(CommandState.QUEUED, CommandState.SENDING);
        assertThat(hub.answers.of(key)).isEmpty();
        try (var back = new Outside(port)) {
            outcome(hub, key, Accepted.class);
            assertThat(hub.answers.of(key)).hasSize(1);
            assertThat(back.billing.books().reservation(key.toString())).isPresent();
        }
    }

    @Test
    void tellsThatNothingWasSentWhenTheDeadlinePassesMeanwhile() throws Exception {
        int port = FreePort.next();
        var hub = hub(billingAt(port)).startRoutes();
        var payer = hub.subscriber("77011230008");
        var request =
                new CommandRequest(
                        new CommandKey(InstructionId.next(), "reserve", 1),
                        "billing",
                        payer,
                        CommandsIT.reserve(100),
                        Instant.now().plusSeconds(2));

        hub.request(request);

        outcome(hub, request.key(), NotSent.class);
        try (var back = new Outside(port)) {
            // Its message comes again and ends there.
            await().atMost(Stage.PATIENCE)
                    .until(() -> stage.broker.depth("counterparty.billing") == 0);
            assertThat(back.billing.books().operations()).isEmpty();
        }
    }

    @Test
    void restsWhileTheBreakerIsOpenAndLosesNothing() throws Exception {
        var hub = hub();
        var counterparty = hub.bean(Counterparties.class).get("billing");
        counterparty.breaker().transitionToForcedOpenState();
        hub.startRoutes();
        List<CommandKey> keys = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            var payer = hub.subscriber(FreshMsisdn.next());
            keys.add(hub.request("billing", "reserve", payer, CommandsIT.reserve(100)));
        }
        await().until(() -> stage.broker.depth("counterparty.billing") == 30);

        counterparty.breaker().transitionToClosedState();

        keys.forEach(key -> outcome(hub, key, Accepted.class));
        assertThat(keys).allMatch(key -> hub.view(key).attempts() == 1);
    }

    @Test
    void opensTheBreakerOfTheSickCounterpartyOnly() throws Exception {
        var hub = hub().startRoutes();
        stage.outside.billing.faults().set(new ServerError(500));
        for (int i = 0; i < 40; i++) {
            var payer = hub.subscriber(FreshMsisdn.next());
            hub.request("billing", "reserve", payer, CommandsIT.reserve(100));
        }
        var billing = hub.bean(Counterparties.class).get("billing");
        await().until(
                        () ->
                                billing.breaker().getMetrics().getNumberOfNotPermittedCalls() > 0
                                        || billing.isResting());

        var payer = hub.subscriber("77011230009");
        var topUp =
                hub.request(
                        "wooppay",
                        "topup",
                        payer,
                        new Operation.TopUp(kz.nusqau.shared.Money.tenge(10)));

        outcome(hub, topUp, Accepted.class);
    }

    @Test
    void survivesARestartOfTheBroker() throws Exception {
        var hub = hub().startRoutes();
        var before = hub.subscriber("77011230010");
        outcome(
                hub,
                hub.request("billing", "reserve", before, CommandsIT.reserve(1)),
                Accepted.class);

        stage.broker.stop();
        var key =
                hub.request(
                        "billing",
                        "reserve",
                        hub.subscriber("77011230011"),
                        CommandsIT.reserve(100));
        stage.broker.start();

        outcome(hub, key, Accepted.class);
        assertThat(hub.answers.of(key)).hasSize(1);
    }

    @Test
    void buriesAMessageThatIsNoCommand() throws Exception {
        var hub = hub().startRoutes();

        put("counterparty.billing", "hello");
        put("counterparty.billing", new CommandKey(InstructionId.next(), "reserve", 1).toString());

        await().until(() -> stage.broker.depth("dead-letters") == 2);
        await().until(() -> stage.broker.depth("counterparty.billing") == 0);
        assertThat(hub.answers.all()).isEmpty();
    }

    @Test
    void twoHubsSendEachCommandOnce() throws Exception {
        var first = hub();
        List<CommandKey> keys = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SubscriberId payer = first.subscriber(FreshMsisdn.next());
            keys.add(first.request("billing", "reserve", payer, CommandsIT.reserve(100)));
        }
        stage.outside.billing.faults().enqueue("reservation", new AnswerLost(), 10);

        first.startRoutes();
        var second = hub().startRoutes();

        await().atMost(Stage.PATIENCE)
                .until(
                        () ->
                                keys.stream()
                                        .allMatch(
                                                key ->
                                                        first.view(key).state()
                                                                == CommandState.ANSWERED));
        for (CommandKey key : keys) {
            var told = new ArrayList<>(first.answers.of(key));
            told.addAll(second.answers.of(key));
            assertThat(told.stream().filter(CommandOutcome::isFinal)).hasSize(1);
            assertThat(first.view(key).attempts()).isEqualTo(1);
        }
    }

    private CounterpartyProperties billingAt(int port) {
        var settings =
                Outside.settings(
                        Kind.BILLING,
                        URI.create("http://127.0.0.1:" + port + "/billing"),
                        "billing-token",
                        "",
                        "");
        return Outside.properties(
                Map.of("billing", settings, "wooppay", stage.outside.wooppaySettings()));
    }

    private void awaitMessage() {
        await().until(() -> stage.broker.depth("counterparty.billing") == 1);
    }

    private static void markAsSending(TestHub hub, CommandKey key) {
        hub.jdbc()
                .update(
                        "update counterparty.command set state = 'sending', attempts = 1,"
                                + " node = gen_random_uuid(), sent_at = clock_timestamp(),"
                                + " due_at = clock_timestamp() + interval '1 hour'"
                                + " where instruction = ?",
                        key.instruction().value());
    }

    private static void dueNow(TestHub hub, CommandKey key) {
        hub.jdbc()
                .update(
                        "update counterparty.command set due_at = clock_timestamp()"
                                + " where instruction = ?",
                        key.instruction().value());
    }

    private void put(String queue, String text) throws Exception {
        var pool = stage.broker.connections();
        try (Connection connection = pool.createConnection();
                Session session = connection.createSession()) {
            session.createProducer(session.createQueue(queue))
                    .send(session.createTextMessage(text));
        } finally {
            pool.stop();
        }
    }

    private List<String> swallow(int count) throws Exception {
        var pool = stage.broker.connections();
        List<String> texts = new ArrayList<>();
        try (Connection connection = pool.createConnection();
                Session session = connection.createSession()) {
            connection.start();
            var consumer = session.createConsumer(session.createQueue("counterparty.billing"));
            for (int i = 0; i < count; i++) {
                Message message = consumer.receive(10_000);
                texts.add(message.getBody(String.class));
            }
        } finally {
            pool.stop();
        }
        return texts;
    }
}
