package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kz.nusqau.BankHours;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.bank.OrderIds;
import kz.nusqau.counterparty.emoney.CorrelationIds;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Each step of each kind, and each that takes one back, is done and not answered, and its status
 * then tells of something that was not asked for. A person has to look; until then nothing goes on
 * and nothing goes back.
 */
@Tag("R-INS-4")
class ContradictionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * More than are made of one step: an answer that comes late on a busy machine is asked for
     * again.
     */
    private static final int INQUIRIES = 5;

    /** What a subscriber wants, of each kind that begins with a text. */
    private static final Map<PaymentKind, String> WISHES =
            Map.ofEntries(
                    Map.entry(PaymentKind.PAY, "7701 pay alma 7273001123 1500tg"),
                    Map.entry(PaymentKind.TOP_UP, "5505 topup 1500"),
                    Map.entry(PaymentKind.SEND, "525 send 77020000001 1500"),
                    Map.entry(
                            PaymentKind.PAY_FROM_WALLET, "7701 pay alma 7273001123 1500tg wallet"),
                    Map.entry(PaymentKind.SEND_FROM_WALLET, "525 send 77020000001 1500 wallet"),
                    Map.entry(PaymentKind.REDEEM, "9505 cashout 4417 1500 KZT"),
                    Map.entry(PaymentKind.REFUND, "9505 refund 4417 1500 KZT"),
                    Map.entry(PaymentKind.PAY_FROM_BANK, "7701 pay alma 7273001123 1500tg kaspi"),
                    Map.entry(PaymentKind.TOP_UP_FROM_BANK, "5505 topup 1500 kaspi"),
                    Map.entry(PaymentKind.SEND_FROM_BANK, "525 send 77020000001 1500 kaspi"),
                    Map.entry(PaymentKind.OWN_TRANSFER, "7701 own kzt usd 5260"),
                    Map.entry(
                            PaymentKind.BANK_TRANSFER, "7701 send KZ71722C100000006828 1500 kaspi"),
                    Map.entry(PaymentKind.APP_STORE, "77014589654 1500 KZT"));

    /** They mostly wait, and do so together; each as if it were a test by itself. */
    private static final Map<Case, ContradictionsIT> AT_ONCE = new LinkedHashMap<>();

    private static HubUnderTest hub;

    private final String payer = FreshMsisdn.next();
    private String told = "";

    @BeforeAll
    static void start() {
        Map<String, Object> settings =
                ShortTimes.with("billing", "wooppay", "kazeuromobile", "kaspi", "halyk");
        settings.putAll(BankHours.always());
        hub = HubUnderTest.start(settings);
        everyStep().forEach(one -> AT_ONCE.put(one, new ContradictionsIT()));
        AT_ONCE.values().forEach(test -> test.send("9909", "english"));
        AT_ONCE.values().forEach(test -> assertThat(test.read()).contains("in English"));
        AT_ONCE.forEach((one, test) -> test.ask(one.kind()));
        AT_ONCE.forEach((one, test) -> test.confirm(one));
        AT_ONCE.values().forEach(test -> test.told = test.read());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /**
     * One step.
     *
     * @param refused the step before, where the one to fail takes back what was done before that
     */
    record Case(PaymentKind kind, Optional<Step> refused, Step step) {

        @Override
        public String toString() {
            return kind + refused.map(it -> ", " + it + " refused").orElse("") + ": " + step;
        }
    }

    static Stream<Case> everyStep() {
        var cases = new ArrayList<Case>();
        for (PaymentKind kind : WISHES.keySet().stream().sorted().toList()) {
            List<Stage> stages = kind.plan().stages();
            for (int at = 0; at < stages.size(); at++) {
                cases.add(new Case(kind, Optional.empty(), stages.get(at).step()));
                if (stages.get(at) instanceof Stage.Undoable undoable) {
                    Step next = stages.get(at + 1).step();
                    cases.add(new Case(kind, Optional.of(next), undoable.undo()));
                }
            }
        }
        return cases.stream();
    }

    /** The others begin with a purchase, or with a top-up: they fail in the tests of those. */
    @Test
    void areOfEveryKindThatBeginsWithAText() {
        assertThat(EnumSet.complementOf(EnumSet.copyOf(WISHES.keySet())))
                .containsExactly(PaymentKind.APP_STORE_REFUND, PaymentKind.REVERSAL);
    }

    @ParameterizedTest
    @MethodSource("everyStep")
    void goToAPerson(Case one) {
        var done = AT_ONCE.get(one);

        boolean paid = one.step() == Step.CHARGE && isDue(one.kind());
        assertThat(done.told).contains(paid ? "ayment number N" : "under review");
        StoredStates.awaitState(hub, done.payer, one.step().review(), PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(done.cases())
                                        .singleElement()
                                        .asString()
                                        .matches("command\\..+\\.contradiction"));
        assertSound();
    }

    private static boolean isDue(PaymentKind kind) {
        return kind.plan().stages().getLast() instanceof Stage.Due;
    }

    private void ask(PaymentKind kind) {
        if (kind.from() == PaymentKind.From.WALLET) {
            hub.simulator().wooppay().books().fill(payer, Amount.tenge(2_000));
        }
        String[] wish = WISHES.getOrDefault(kind, "").split(" ", 2);
        send(wish[0], wish[1]);
    }

    /** With the code that came, when every fault waits for this instruction. */
    private void confirm(Case one) {
        String code = Phone.codeIn(read());
        String mark = StoredStates.mark(hub, payer);
        one.refused().ifPresent(step -> fault(mark, step, new Refuse(refusal(step))));
        if (one.step() == Step.RETURN) {
            // The bank has no name of its own for it: the first transfer is the debit.
            fault(mark, one.step(), new LateAnswer(Duration.ZERO));
        }
        fault(mark, one.step(), new AnswerLost());
        contradict(mark, one.step());
        send("4404", code);
    }

    /** Something under the same key that nobody asked for, however often it is asked about. */
    private void contradict(String mark, Step step) {
        InstructionId id = StoredStates.awaitState(hub, payer, PaymentState.PROPOSED, PATIENCE);
        var key = new CommandKey(id, step.key(), 1);
        for (int i = 0; i < INQUIRIES; i++) {
            switch (system(step)) {
                case "billing" -> contradict(step, mark, new Nonsense(another(key)));
                case "wooppay" -> {
                    String correlation = CorrelationIds.of(key);
                    contradict(step, correlation, new Nonsense(anotherOf(correlation)));
                }
                default -> contradict(step, OrderIds.of(key), new Refuse("DUPL"));
            }
        }
    }

    private static void contradict(Step step, String about, CounterpartyFault answer) {
        faults(system(step)).enqueueAbout(about, "inquiry", answer);
    }

    private static String another(CommandKey key) {
        return """
        {"key": "%s", "kind": "another", "state": "completed"}
        """
                .formatted(key);
    }

    private static String anotherOf(String correlation) {
        return """
        {"clientCorrelationId": "%s", "state": "completed",
         "response": {"transactionStatus": "completed", "type": "another",
                      "transactionReference": "W1", "amount": "1.00",
                      "currency": "KZT"}}
        """
                .formatted(correlation);
    }

    private static String refusal(Step step) {
        return system(step).equals("halyk") ? "AC04" : "requestDeclined";
    }

    private static void fault(String mark, Step step, CounterpartyFault fault) {
        faults(system(step)).enqueueAbout(mark, operation(step), fault);
    }

    private static String system(Step step) {
        return switch (step) {
            case RESERVE, CHARGE, RELEASE, REFUND, COLLECT, HOLD_AGAIN -> "billing";
            case TOP_UP, PAY, TRANSFER, REVERSE, REDEEM, RESTORE, TAKE_BACK -> "wooppay";
            case DEBIT, RETURN, MOVE -> "kaspi";
            case CREDIT, REMIT, RECEIVE -> "halyk";
        };
    }

    /** The sandbox's name of it. */
    private static String operation(Step step) {
        return switch (step) {
            case RESERVE, HOLD_AGAIN -> "reservation";
            case CHARGE, COLLECT -> "charge";
            case RELEASE -> "release";
            case REFUND -> "refund";
            case TOP_UP -> "deposit";
            case PAY -> "billpay";
            case TRANSFER, DEBIT, RETURN, MOVE, CREDIT, REMIT -> "transfer";
            case REDEEM -> "withdrawal";
            case REVERSE, RESTORE, TAKE_BACK -> "reversal";
            case RECEIVE -> "notice";
        };
    }

    private static Faults faults(String system) {
        return switch (system) {
            case "billing" -> hub.simulator().billing().faults();
            case "wooppay" -> hub.simulator().wooppay().faults();
            case "kaspi" -> hub.simulator().kaspi().faults();
            default -> hub.simulator().halyk().faults();
        };
    }

    private void send(String shortCode, String text) {
        hub.simulator().smsc().deliver(payer, shortCode, text);
    }

    private String read() {
        return hub.simulator().smsc().takeMessage(payer, PATIENCE).text();
    }

    /** What a person has to look into. */
    private List<String> cases() {
        return hub.bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT error_class FROM failedmessages.failed_message"
                                + " WHERE subscriber = ? AND state = 'open'",
                        String.class,
                        StoredStates.subscriber(hub, payer));
    }

    private static void assertSound() {
        var simulator = hub.simulator();
        assertThat(simulator.billing().books().doubleCharges()).isEmpty();
        assertThat(simulator.billing().books().discrepancies()).isEmpty();
        assertThat(simulator.wooppay().books().doubleDeposits()).isEmpty();
        assertThat(simulator.wooppay().books().doublePayments()).isEmpty();
        assertThat(simulator.wooppay().books().doubleTransfers()).isEmpty();
        assertThat(simulator.wooppay().books().doubleWithdrawals()).isEmpty();
        for (var bank : List.of(simulator.kaspi(), simulator.halyk())) {
            assertThat(bank.books().doubleTransfers()).isEmpty();
            assertThat(bank.books().discrepancies()).isEmpty();
        }
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }
}
