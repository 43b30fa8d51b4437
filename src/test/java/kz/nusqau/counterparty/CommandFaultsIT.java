package kz.nusqau.counterparty;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Refused;
import kz.nusqau.counterparty.CommandOutcome.Stuck;
import kz.nusqau.counterparty.CommandOutcome.Unknown;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.BadSignature;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Down;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.HeldBack;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.counterparty.Faults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a counterparty can fail to answer ends in one effect and one outcome. */
class CommandFaultsIT {

    /** Than anybody waits for an answer. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final List<CounterpartyFault> ACTED =
            List.of(
                    new AnswerLost(),
                    new LateAnswer(LATE),
                    new Nonsense("{\"state\":\"reserved\",\"msisdn\":\"77011234567\"}"),
                    new Slow(LATE),
                    new HeldBack(LATE));
    private static final List<CounterpartyFault> NOT_ACTED =
            List.of(new Down(), new ServerError(500), new ServerError(503));

    private static final Map<Lost, CommandRequest> LOST = new HashMap<>();

    private static Stage stage;
    private static TestHub hub;

    /** Cases that mostly wait wait together: all commands are sent now, each with its fault. */
    @BeforeAll
    static void start() throws Exception {
        stage = new Stage();
        hub = stage.hub().startRoutes();
        for (Lost one : lostAnswers().toList()) {
            var command = prepared(one.operation, nextPayer());
            faults(command, one.operation, one.fault);
            hub.request(command);
            LOST.put(one, command);
        }
        await().atMost(Stage.PATIENCE).until(() -> applied() == LOST.size());
    }

    private static long applied() {
        return stage.outside.billing.faults().applied() + stage.outside.wooppay.faults().applied();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        stage.close();
    }

    @AfterEach
    void clear() {
        stage.outside.billing.faults().clear();
        stage.outside.wooppay.faults().clear();
        assertThat(stage.outside.billing.books().discrepancies()).isEmpty();
        assertThat(stage.outside.wooppay.books().discrepancies()).isEmpty();
        assertThat(stage.outside.wooppay.books().doubleDeposits()).isEmpty();
        assertThat(stage.outside.wooppay.books().doublePayments()).isEmpty();
        assertThat(stage.outside.billing.books().doubleCharges()).isEmpty();
    }

    record Lost(String operation, CounterpartyFault fault) {}

    static Stream<Lost> lostAnswers() {
        var signed = Stream.concat(ACTED.stream(), Stream.of(new BadSignature())).toList();
        return Stream.of(
                        ACTED.stream().map(fault -> new Lost("reservation", fault)),
                        ACTED.stream().map(fault -> new Lost("charge", fault)),
                        ACTED.stream().map(fault -> new Lost("release", fault)),
                        signed.stream().map(fault -> new Lost("deposit", fault)),
                        signed.stream().map(fault -> new Lost("billpay", fault)),
                        signed.stream().map(fault -> new Lost("reversal", fault)))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void findsOutWhatHappenedWhenNoAnswerCame(Lost one) {
        var command = LOST.get(one);

        outcome(hub, command.key(), Accepted.class);
        assertThat(hub.answers.of(command.key())).hasSize(2).first().isInstanceOf(Unknown.class);
        assertThat(hub.view(command.key()).attempts()).isEqualTo(1);
        assertThat(hub.view(command.key()).inquiries()).isGreaterThanOrEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reservation", "charge", "release", "deposit", "billpay", "reversal"})
    void asksForTheOutcomeOfAKeyThatIsKnownAlready(String operation) {
        var command = prepared(operation, nextPayer());
        faults(command, operation, new DuplicateAnswer());

        hub.request(command);

        outcome(hub, command.key(), Accepted.class);
        assertThat(hub.answers.of(command.key())).hasSize(1);
        assertThat(hub.view(command.key()).attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"reservation, notFound", "deposit, identifierError"})
    void asksAPersonWhenAKeyThatIsKnownIsNotFound(String operation, String notFound) {
        var command = prepared(operation, nextPayer());
        faults(command, operation, new DuplicateAnswer());
        LOST.values().forEach(other -> outcome(hub, other.key(), Accepted.class));
        faultsFor(command).set("inquiry", new Refuse(notFound));

        hub.request(command);

        assertThat(outcome(hub, command.key(), Stuck.class).detail()).contains("not found");
        assertThat(hub.view(command.key()).attempts()).isEqualTo(1);
    }

    @Test
    void sendsTheSameKeyAgainOnlyAfterTheProcessingWindow() {
        var commands = NOT_ACTED.stream().map(this::sentInto).toList();

        for (var command : commands) {
            outcome(hub, command.key(), Accepted.class);
            assertThat(hub.answers.of(command.key())).hasSize(2);
            assertThat(hub.view(command.key()).attempts()).isEqualTo(2);
            assertThat(stage.outside.billing.books().reservation(command.key().toString()))
                    .isPresent();
        }
    }

    private CommandRequest sentInto(CounterpartyFault fault) {
        var command = prepared("reservation", nextPayer());
        faults(command, "reservation", fault);
        hub.request(command);
        outcome(hub, command.key(), Unknown.class);
        assertThat(stage.outside.billing.books().reservation(command.key().toString())).isEmpty();
        return command;
    }

    @Test
    void takesARefusalOfTheCounterpartyAsFinal() {
        var command = prepared("deposit", nextPayer());
        faults(command, "deposit", new Refuse("maxBalanceExceeded"));

        hub.request(command);

        outcome(hub, command.key(), Refused.class);
        assertThat(hub.answers.of(command.key())).hasSize(1);
    }

    @Test
    void keepsAskingWhileInquiriesFailToo() {
        var command = prepared("reservation", nextPayer());
        faults(command, "reservation", new AnswerLost());
        faults(command, "inquiry", new ServerError(500));
        faults(command, "inquiry", new ServerError(500));
        faults(command, "inquiry", new Down());
        faults(command, "inquiry", new Nonsense("<html>77011234567</html>"));

        hub.request(command);

        outcome(hub, command.key(), Accepted.class);
        assertThat(hub.view(command.key()).inquiries()).isEqualTo(4);
    }

    @Test
    void masksWhatANonsensicalAnswerSays() {
        var command = prepared("reservation", nextPayer());
        faults(command, "reservation", new Nonsense("{\"msisdn\":\"77011234567\"}"));

        hub.request(command);

        assertThat(outcome(hub, command.key(), Unknown.class).detail())
                .contains("HTTP 200")
                .doesNotContain("77011234567");
        outcome(hub, command.key(), Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"amount\":\"1.00\"", "\"currency\":\"USD\"", "\"msisdn\":\"77019999999\""})
    void asksAboutAReservationThatIsNotWhatWasAskedFor(String other) {
        var command = prepared("reservation", nextPayer());
        String body = "{\"state\":\"reserved\",\"reservation\":\"%s\",%s}";
        faults(command, "reservation", new Nonsense(body.formatted(command.key(), other)));

        hub.request(command);

        outcome(hub, command.key(), Accepted.class);
        assertThat(hub.answers.of(command.key())).hasSize(2).first().isInstanceOf(Unknown.class);
    }

    @Test
    void asksAboutAChargeOfAnotherReservation() {
        var command = prepared("charge", nextPayer());
        String body = "{\"state\":\"charged\",\"charge\":\"%s\",\"reservation\":\"another\"}";
        faults(command, "charge", new Nonsense(body.formatted(command.key())));

        hub.request(command);

        outcome(hub, command.key(), Accepted.class);
        assertThat(hub.answers.of(command.key())).hasSize(2).first().isInstanceOf(Unknown.class);
    }

    /** For the next request about that command. */
    private static void faults(CommandRequest command, String operation, CounterpartyFault fault) {
        faultsFor(command).enqueueAbout(subject(command), operation, fault);
    }

    private static Faults faultsFor(CommandRequest command) {
        return command.counterparty().equals("billing")
                ? stage.outside.billing.faults()
                : stage.outside.wooppay.faults();
    }

    private static String subject(CommandRequest command) {
        return command.key().instruction().toString();
    }

    /** A command for the sandbox's operation, with everything before it done. */
    private static CommandRequest prepared(String operation, SubscriberId payer) {
        return switch (operation) {
            case "reservation" -> request("billing", "reserve", payer, CommandsIT.reserve(100));
            case "charge" ->
                    request("billing", "charge", payer, new Operation.Charge(reserved(payer)));
            case "release" ->
                    request("billing", "release", payer, new Operation.Release(reserved(payer)));
            case "deposit" ->
                    request("wooppay", "topup", payer, new Operation.TopUp(Money.tenge(100)));
            case "billpay" -> {
                toppedUp(payer);
                yield request("wooppay", "pay", payer, CommandsIT.alma(100));
            }
            case "reversal" -> {
                var topUp = toppedUp(payer);
                String reference = outcome(hub, topUp, Accepted.class).reference();
                yield request(
                        "wooppay",
                        "reverse-topup",
                        payer,
                        new Operation.ReverseTopUp(topUp, reference));
            }
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static CommandKey reserved(SubscriberId payer) {
        var key = hub.request("billing", "reserve", payer, CommandsIT.reserve(100));
        outcome(hub, key, Accepted.class);
        return key;
    }

    private static CommandKey toppedUp(SubscriberId payer) {
        var key = hub.request("wooppay", "topup", payer, new Operation.TopUp(Money.tenge(100)));
        outcome(hub, key, Accepted.class);
        return key;
    }

    private static CommandRequest request(
            String counterparty, String step, SubscriberId payer, Operation operation) {
        return TestHub.command(counterparty, step, payer, operation);
    }

    private static SubscriberId nextPayer() {
        return hub.subscriber(FreshMsisdn.next());
    }
}
