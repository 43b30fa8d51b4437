package kz.nusqau.counterparty;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Refused;
import kz.nusqau.counterparty.CommandOutcome.Stuck;
import kz.nusqau.counterparty.CommandOutcome.Unknown;
import kz.nusqau.counterparty.emoney.CorrelationIds;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.counterparty.CallbackFate;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.BadSignature;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Callback;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Down;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.HeldBack;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.emoney.EmoneyBooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A counterparty that takes commands in and tells later: told, asked or both, each is done once.
 */
class AsynchronousCommandsIT {

    /** Than anybody waits for an answer. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final String KEM = "kazeuromobile";

    private static final Map<Trouble, CommandRequest> TROUBLED = new HashMap<>();
    private static final List<CommandRequest> SENT_IN_VAIN = new ArrayList<>();

    private static Stage stage;
    private static CallbackServer server;
    private static TestHub hub;

    /** Cases that mostly wait wait together: all commands are sent now, each with its fault. */
    @BeforeAll
    static void start() throws Exception {
        stage = new Stage();
        server = new CallbackServer();
        hub = stage.hub(stage.outside.properties(server.url()));
        server.serve(hub);
        hub.startRoutes();
        for (var fault : List.of(new Down(), new ServerError(503))) {
            var command = topUp(nextPayer());
            fault(command, "deposit", fault);
            hub.request(command);
            SENT_IN_VAIN.add(command);
        }
        for (Trouble one : troubles().toList()) {
            var command = prepared(one.operation, nextPayer());
            fault(command, one.operation, one.fault);
            hub.request(command);
            TROUBLED.put(one, command);
        }
        await().atMost(Stage.PATIENCE)
                .until(
                        () ->
                                stage.outside.kazeuromobile.faults().applied()
                                        == SENT_IN_VAIN.size() + TROUBLED.size());
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        server.close();
        stage.close();
    }

    @AfterEach
    void clear() {
        stage.outside.kazeuromobile.faults().clear();
        assertThat(books().discrepancies()).isEmpty();
        assertThat(books().doubleDeposits()).isEmpty();
        assertThat(books().doublePayments()).isEmpty();
    }

    @Test
    @Tag("R-INS-4")
    @Tag("R-INS-5")
    void isToldTheOutcome() {
        var payer = nextPayer();

        var topUp = hub.request(neverToldByAsking(topUp(payer)));
        var receipt = outcome(hub, topUp, Accepted.class);
        var pay = hub.request(neverToldByAsking(su(payer)));
        outcome(hub, pay, Accepted.class);

        assertThat(receipt.details().get("paymentNumber")).startsWith("N");
        for (var key : List.of(topUp, pay)) {
            assertThat(hub.answers.of(key)).hasSize(1);
            assertThat(hub.view(key).attempts()).isEqualTo(1);
            assertThat(books().withReference(key.toString())).hasSize(1);
        }
    }

    private static CommandRequest neverToldByAsking(CommandRequest command) {
        stage.outside
                .kazeuromobile
                .faults()
                .setAbout(CorrelationIds.of(command.key()), "inquiry", new Down());
        return command;
    }

    @Test
    @Tag("R-INS-4")
    void undoesWhatWasDone() {
        var payer = nextPayer();
        var topUp = hub.request(topUp(payer));
        String reference = outcome(hub, topUp, Accepted.class).reference();

        var reversal = hub.request(reversal(payer, topUp, reference));

        outcome(hub, reversal, Accepted.class);
        assertThat(books().isReversed(reference)).isTrue();
        assertThat(books().withReference(reversal.toString())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEM, "wooppay"})
    @Tag("R-INS-2")
    void movesAndRedeemsMoneyOfAWallet(String system) {
        var payer = nextPayer();
        var topUp = TestHub.command(system, "topup", payer, new Operation.TopUp(Money.tenge(100)));
        outcome(hub, hub.request(topUp), Accepted.class);
        var payee = new Msisdn(FreshMsisdn.next());

        var transfer = new Operation.Transfer(payee, Money.tenge(30));
        outcome(hub, hub.request(system, "transfer", payer, transfer), Accepted.class);
        var redeem = new Operation.Redeem("KZ41722C000000000001", Money.tenge(70));
        outcome(hub, hub.request(system, "redeem", payer, redeem), Accepted.class);
        var wrong = new Operation.Redeem("KZ42722C000000000001", Money.tenge(1));
        var refused = hub.request(system, "redeem", payer, wrong);

        assertThat(outcome(hub, refused, Refused.class).reason())
                .isEqualTo(RefusalReason.INVALID_REQUISITE);
        var books = system.equals(KEM) ? books() : stage.outside.wooppay.books();
        assertThat(books.wallet(payee.digits())).hasToString("30.00");
        assertThat(books.totals().redeemed()).hasToString("70.00");
        assertThat(books.discrepancies()).isEmpty();
    }

    @Test
    void asksWhenItIsNotTold() {
        var command = topUp(nextPayer());
        fault(command, "deposit", new Callback(CallbackFate.LOST));

        hub.request(command);

        outcome(hub, command.key(), Accepted.class);
        assertThat(hub.answers.of(command.key())).hasSize(1);
    }

    @Test
    void waitsWithoutCallingItUnknown() {
        var command = topUp(nextPayer());
        fault(command, "deposit", new Slow(LATE));

        hub.request(command);

        await().until(() -> hub.view(command.key()).inquiries() >= 1);
        assertThat(hub.answers.of(command.key())).doesNotHaveAnyElementsOfTypes(Unknown.class);
        outcome(hub, command.key(), Accepted.class);
        assertThat(hub.answers.of(command.key())).hasSize(1);
        assertThat(hub.view(command.key()).attempts()).isEqualTo(1);
    }

    record Trouble(String operation, CounterpartyFault fault) {}

    static Stream<Trouble> troubles() {
        var faults =
                List.of(
                        new AnswerLost(),
                        new LateAnswer(LATE),
                        new DuplicateAnswer(),
                        new Nonsense("<html>77011234567"),
                        new Slow(LATE),
                        new HeldBack(LATE),
                        new BadSignature(),
                        new Callback(CallbackFate.LOST),
                        new Callback(CallbackFate.TWICE),
                        new Callback(CallbackFate.FIRST),
                        new Callback(CallbackFate.FORGED));
        return Stream.of("deposit", "billpay", "reversal")
                .flatMap(operation -> faults.stream().map(f -> new Trouble(operation, f)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void actsOnceWhateverBecomesOfAnswersAndCallbacks(Trouble one) {
        var command = TROUBLED.get(one);

        outcome(hub, command.key(), Accepted.class);
        assertThat(hub.view(command.key()).attempts()).isEqualTo(1);
        assertThat(hub.answers.of(command.key()).stream().filter(CommandOutcome::isFinal))
                .hasSize(1);
        assertThat(books().withReference(command.key().toString())).hasSize(1);
    }

    @Test
    void sendsTheSameKeyAgainWhenNothingArrived() {
        for (var command : SENT_IN_VAIN) {
            outcome(hub, command.key(), Accepted.class);
            assertThat(hub.answers.of(command.key()))
                    .hasSize(2)
                    .first()
                    .isInstanceOf(Unknown.class);
            assertThat(hub.view(command.key()).attempts()).isEqualTo(2);
        }
    }

    @Test
    void takesARefusalThatIsToldLaterAsFinal() {
        var command = topUp(nextPayer());
        fault(command, "deposit", new Refuse("dailyValueLimitExceeded"));

        hub.request(command);

        assertThat(outcome(hub, command.key(), Refused.class).reason())
                .isEqualTo(RefusalReason.EMONEY_LIMIT);
        assertThat(hub.answers.of(command.key())).hasSize(1);
    }

    @Test
    void asksAPersonWhenWhatWasTakenInIsNotFound() {
        var command = topUp(nextPayer());

        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> {
                            hub.commands().request(List.of(command));
                            takenInLongAgo(command.key());
                        });

        assertThat(outcome(hub, command.key(), Stuck.class).detail()).contains("not found");
        assertThat(hub.view(command.key()).attempts()).isEqualTo(1);
        assertThat(books().withReference(command.key().toString())).isEmpty();
    }

    private static void takenInLongAgo(CommandKey key) {
        hub.jdbc()
                .update(
                        "update counterparty.command set state = 'sending', attempts = 1,"
                                + " node = gen_random_uuid(), due_at = clock_timestamp(),"
                                + " sent_at = clock_timestamp() - interval '1 hour',"
                                + " taken_at = clock_timestamp() where instruction = ?",
                        key.instruction().value());
    }

    private static CommandRequest prepared(String operation, SubscriberId payer) {
        return switch (operation) {
            case "deposit" -> topUp(payer);
            case "billpay" -> {
                outcome(hub, hub.request(topUp(payer)), Accepted.class);
                yield su(payer);
            }
            case "reversal" -> {
                var key = hub.request(topUp(payer));
                yield reversal(payer, key, outcome(hub, key, Accepted.class).reference());
            }
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static CommandRequest topUp(SubscriberId payer) {
        return TestHub.command(KEM, "topup", payer, new Operation.TopUp(Money.tenge(100)));
    }

    private static CommandRequest su(SubscriberId payer) {
        var pay = new Operation.PayProvider("su", Map.of("account", "12345678"), Money.tenge(100));
        return TestHub.command(KEM, "pay", payer, pay);
    }

    private static CommandRequest reversal(SubscriberId payer, CommandKey topUp, String reference) {
        var reverse = new Operation.ReverseTopUp(topUp, reference);
        return TestHub.command(KEM, "reverse-topup", payer, reverse);
    }

    /** For the next request about that command. */
    private static void fault(CommandRequest command, String operation, CounterpartyFault fault) {
        stage.outside
                .kazeuromobile
                .faults()
                .enqueueAbout(command.key().instruction().toString(), operation, fault);
    }

    private static EmoneyBooks books() {
        return stage.outside.kazeuromobile.books();
    }

    private static SubscriberId nextPayer() {
        return hub.subscriber(FreshMsisdn.next());
    }
}
