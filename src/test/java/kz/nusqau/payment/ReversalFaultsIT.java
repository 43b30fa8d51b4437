package kz.nusqau.payment;

import static kz.nusqau.payment.PaymentState.SETTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.ledger.Transfer.Phase;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.counterparty.CallbackFate;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.BadSignature;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Callback;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Down;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Forgotten;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.emoney.EmoneyBooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Both steps of a reversal, the e-money system's and billing's, fail once in every way; the system
 * is the one that tells outcomes later. Money is where it was told to be.
 */
@Tag("R-INS-4")
@Tag("R-INS-11")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReversalFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAST_THE_TIMEOUT = Duration.ofMillis(1_500);
    private static final AtomicLong NUMBERS = new AtomicLong(77_014_300_000L);
    private static final Refuse REFUSED = new Refuse("requestDeclined");
    private static final Case FORGOTTEN = new Case("reversal", new Forgotten());
    private static final List<CounterpartyFault> UNCLEAR =
            List.of(
                    new AnswerLost(),
                    new LateAnswer(PAST_THE_TIMEOUT),
                    new Slow(PAST_THE_TIMEOUT),
                    new DuplicateAnswer(),
                    new Down(),
                    new ServerError(503),
                    new Nonsense("<html>oops"));

    /** Cases that mostly wait wait together; each as if it were a test by itself. */
    private static final Map<Case, ReversalFaultsIT> AT_ONCE = new LinkedHashMap<>();

    private static HubUnderTest hub;

    private final String payer = Long.toString(NUMBERS.incrementAndGet());
    private String receipt = "";

    @BeforeAll
    static void start() {
        Map<String, Object> settings = ShortTimes.with("billing", "kazeuromobile");
        for (String id : List.of("billing", "kazeuromobile")) {
            settings.put("nusqau.counterparties." + id + ".processing-window", "1s");
        }
        settings.put("nusqau.emoney-preference", "kazeuromobile,wooppay");
        hub = HubUnderTest.start(settings);
        atOnce(Stream.concat(unclear(), Stream.of(FORGOTTEN)).toList());
        AT_ONCE.values().forEach(test -> test.receipt = test.read());
        unclear().forEach(one -> AT_ONCE.get(one).awaitStates(SETTLED, SETTLED));
    }

    private static void atOnce(List<Case> cases) {
        cases.forEach(one -> AT_ONCE.put(one, new ReversalFaultsIT()));
        var tests = cases.stream().map(AT_ONCE::get).toList();
        tests.forEach(test -> test.send("7701", "topup 1500"));
        tests.forEach(test -> test.send("4404", test.code()));
        tests.forEach(ReversalFaultsIT::toppedUpAndAsked);
        cases.forEach(one -> AT_ONCE.get(one).confirm(one));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void switchOff() {
        faults("reversal").clear();
        faults("refund").clear();
    }

    record Case(String step, CounterpartyFault fault) {}

    static Stream<Case> unclear() {
        var cases = new ArrayList<Case>();
        UNCLEAR.forEach(fault -> cases.add(new Case("reversal", fault)));
        cases.add(new Case("reversal", new BadSignature()));
        for (CallbackFate fate : EnumSet.complementOf(EnumSet.of(CallbackFate.CONTRADICTED))) {
            cases.add(new Case("reversal", new Callback(fate)));
        }
        UNCLEAR.forEach(fault -> cases.add(new Case("refund", fault)));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("unclear")
    void isDoneOnceWhateverBecomesOfAnAnswer(Case one) {
        var done = AT_ONCE.get(one);
        assertThat(done.receipt).startsWith("Top-up reversed: 1,500.00 KZT");

        done.assertReversedOnce();
    }

    private void assertReversedOnce() {
        awaitStates(SETTLED, SETTLED);
        assertThat(nets()).isEmpty();
        assertMoney("0.00", "0.00");
        assertThat(timesDone("reversal")).isOne();
        assertThat(timesDone("refund")).isOne();
    }

    @Test
    void leavesTheMoneyInTheWalletWhenTheSystemRefuses() {
        assertThat(reverse(new Case("reversal", REFUSED)))
                .contains("could not be reversed automatically");

        awaitStates(SETTLED, PaymentState.REFUSED);
        assertThat(cases()).containsExactly("payment.take-back.refused");
        assertThat(nets()).isEqualTo(toppedUp());
        assertMoney("1500.00", "1500.00");
        assertThat(timesDone("refund")).isZero();
    }

    @Test
    void isAskedForOnceMoreByAPersonWhenBillingRefuses() {
        assertThat(reverse(new Case("refund", REFUSED))).startsWith("Top-up reversed");

        awaitStates(SETTLED, PaymentState.REFUND_REVIEW);
        assertThat(cases()).containsExactly("payment.refund.refused");
        assertThat(nets())
                .isEqualTo(Map.of("operator.billing", 150_000L, "advance.subscribers", -150_000L));
        assertMoney("1500.00", "0.00");
        assertThat(ask("reverse")).contains("is being reversed");

        assertThat(retry()).isEqualTo(200);

        awaitStates(SETTLED, SETTLED);
        assertThat(cases()).isEmpty();
        assertThat(nets()).isEmpty();
        assertMoney("0.00", "0.00");
        assertThat(timesDone("refund")).isOne();
        assertThat(retry()).isEqualTo(409);
    }

    @Test
    void believesOnlyTheStatusOfAReversalThatIsCalledARepetition() {
        faults("inquiry").enqueue("inquiry", new AnswerLost(), 2);
        assertThat(reverse(new Case("reversal", new DuplicateAnswer())))
                .startsWith("Top-up reversed");

        awaitStates(SETTLED, SETTLED);
        assertMoney("0.00", "0.00");
        assertThat(timesDone("reversal")).isOne();
    }

    @Test
    void goesToAPersonWhenTheSystemForgetsWhatItTookIn() {
        var done = AT_ONCE.get(FORGOTTEN);
        assertThat(done.receipt).contains("under review");

        done.awaitStates(SETTLED, PaymentState.TAKE_BACK_REVIEW);
        assertThat(done.cases()).containsExactly("command.reverse-top-up.contradiction");
        assertThat(done.nets()).isEqualTo(toppedUp());
        done.assertMoney("1500.00", "1500.00");
        assertThat(done.timesDone("reversal")).isZero();
        assertThat(done.timesDone("refund")).isZero();
        assertThat(done.ask("reverse")).contains("is being reversed");
    }

    @Test
    void keepsToTheFirstWordAndAsksAPersonWhenTheSystemContradictsIt() {
        var contradicted = new Callback(CallbackFate.CONTRADICTED);
        assertThat(reverse(new Case("reversal", contradicted))).startsWith("Top-up reversed");

        awaitStates(SETTLED, SETTLED);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(cases())
                                        .containsExactly("command.reverse-top-up.contradiction"));
        assertThat(nets()).isEmpty();
        assertMoney("0.00", "0.00");
        assertThat(timesDone("reversal")).isOne();
        assertThat(timesDone("refund")).isOne();
    }

    @Test
    void goesToAPersonWhenBillingContradictsItself() {
        hub.simulator()
                .billing()
                .faults()
                .enqueue("inquiry", new Nonsense("{\"key\":\"another\",\"state\":\"completed\"}"));

        assertThat(reverse(new Case("refund", new AnswerLost()))).startsWith("Top-up reversed");

        awaitStates(PaymentState.SETTLED, PaymentState.REFUND_REVIEW);
        assertThat(cases()).containsExactly("command.refund.contradiction");
        assertMoney("0.00", "0.00");
        assertThat(timesDone("refund")).isOne();
        assertThat(retry()).isEqualTo(409);
    }

    /** Last: a text that some phone sent before would be taken for a copy when the hub is back. */
    @Test
    @Order(Integer.MAX_VALUE)
    void isDoneOnceWhenTheHubStopsMeanwhile() {
        var reversing = new Case("reversal", new Slow(Duration.ofSeconds(6)));
        var refunding = new Case("refund", new Slow(Duration.ofSeconds(6)));
        var cases = List.of(reversing, refunding);
        atOnce(cases);
        AT_ONCE.get(reversing).awaitStates(SETTLED, PaymentState.TAKING_BACK);
        AT_ONCE.get(refunding).awaitStates(SETTLED, PaymentState.REFUNDING);

        hub.restart();

        for (Case one : cases) {
            var done = AT_ONCE.get(one);
            assertThat(done.read()).startsWith("Top-up reversed");
            done.assertReversedOnce();
        }
    }

    private String reverse(Case one) {
        send("7701", "topup 1500");
        send("4404", code());
        toppedUpAndAsked();
        confirm(one);
        return read();
    }

    private void toppedUpAndAsked() {
        assertThat(read()).startsWith("Kazeuromobile wallet topped up");
        awaitStates(SETTLED);
        send("7701", "reverse");
    }

    private void confirm(Case one) {
        String code = code();
        String mark = StoredStates.mark(hub, payer);
        faults(one.step()).enqueueAbout(mark, one.step(), one.fault());
        send("4404", code);
    }

    private String code() {
        return read().substring(0, 6);
    }

    private void send(String shortCode, String text) {
        hub.simulator().smsc().deliver(payer, shortCode, text);
    }

    private String ask(String text) {
        send("7701", text);
        return read();
    }

    private String read() {
        return hub.simulator().smsc().takeMessage(payer, PATIENCE).text();
    }

    private static Faults faults(String step) {
        return step.equals("refund")
                ? hub.simulator().billing().faults()
                : hub.simulator().kazeuromobile().faults();
    }

    private void awaitStates(PaymentState... states) {
        StoredStates.awaitStates(hub, payer, PATIENCE, states);
    }

    private int retry() {
        return new OperationsClient(hub, "support")
                .post("/api/payments/" + reversal() + "/retry", "{\"reason\":\"by agreement\"}")
                .status();
    }

    private static Map<String, Long> toppedUp() {
        return Map.of("operator.billing", 150_000L, "emoney.kazeuromobile", -150_000L);
    }

    private void assertMoney(String taken, String inWallet) {
        var billing = hub.simulator().billing().books();
        assertThat(billing.taken(payer)).hasToString(taken);
        assertThat(billing.reserved(payer)).hasToString("0.00");
        assertThat(billing.discrepancies()).isEmpty();
        assertThat(wallets().wallet(payer)).hasToString(inWallet);
        assertThat(wallets().discrepancies()).isEmpty();
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    private static EmoneyBooks wallets() {
        return hub.simulator().kazeuromobile().books();
    }

    /** How often the system, or billing, did it for this payer. */
    private long timesDone(String step) {
        return step.equals("refund")
                ? hub.simulator().billing().books().operations().stream()
                        .filter(it -> it.msisdn().equals(payer) && it.isCompleted())
                        .filter(it -> it.request().kind().equals(step))
                        .count()
                : wallets().operations().stream()
                        .filter(it -> it.msisdn().equals(payer) && it.isCompleted())
                        .filter(it -> it.request().type().equals(step))
                        .count();
    }

    /** What both instructions posted, account by account; no zeros. */
    private Map<String, Long> nets() {
        Map<String, Long> nets = new TreeMap<>();
        for (String id : column("SELECT id::text FROM payment.payment WHERE subscriber_id = ?")) {
            for (Transfer transfer :
                    hub.bean(Ledger.class).of(new InstructionId(UUID.fromString(id)))) {
                if (transfer.phase() == Phase.POST || transfer.phase() == Phase.DIRECT) {
                    nets.merge(transfer.debitAccount(), transfer.amount().minor(), Long::sum);
                    nets.merge(transfer.creditAccount(), -transfer.amount().minor(), Long::sum);
                }
            }
        }
        nets.values().removeIf(net -> net == 0);
        return nets;
    }

    private String reversal() {
        return column(
                        "SELECT id::text FROM payment.payment"
                                + " WHERE subscriber_id = ? AND kind = 'REVERSAL'")
                .getFirst();
    }

    /** What a person has to look into. */
    private List<String> cases() {
        return column(
                "SELECT error_class FROM failedmessages.failed_message"
                        + " WHERE subscriber = ? AND state = 'open'");
    }

    private List<String> column(String query) {
        return hub.bean(JdbcTemplate.class)
                .queryForList(query, String.class, StoredStates.subscriber(hub, payer));
    }
}
