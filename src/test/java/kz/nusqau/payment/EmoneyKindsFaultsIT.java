package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.Posted;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.emoney.EmoneySandbox;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of every e-money kind fails once in every way; money is where it was told to be. */
@Tag("R-INS-4")
@Tag("R-INS-10")
class EmoneyKindsFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Refuse REFUSED = new Refuse("requestDeclined");
    private static final List<CounterpartyFault> UNCLEAR =
            List.of(
                    new AnswerLost(),
                    new LateAnswer(Duration.ofMillis(1_500)),
                    new DuplicateAnswer());

    /** Cases that mostly wait wait together; each as if it were a test by itself. */
    private static final Map<Case, EmoneyKindsFaultsIT> AT_ONCE = new LinkedHashMap<>();

    private static HubUnderTest hub;

    private final String payer = FreshMsisdn.next();
    private final String payee = FreshMsisdn.next();
    private String receipt = "";

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(ShortTimes.with("billing", "wooppay", "kazeuromobile"));
        Stream.concat(unclearOnTheWay(), unclearOnTheWayBack())
                .forEach(one -> AT_ONCE.put(one, new EmoneyKindsFaultsIT()));
        AT_ONCE.forEach((one, test) -> test.ask(one.deed()));
        AT_ONCE.forEach((one, test) -> test.confirm(one));
        AT_ONCE.values().forEach(test -> test.receipt = test.read());
        unclearOnTheWay().forEach(one -> AT_ONCE.get(one).awaitEnd(PaymentState.SETTLED));
        unclearOnTheWayBack().forEach(one -> AT_ONCE.get(one).awaitEnd(PaymentState.REVERSED));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void switchOff() {
        hub.simulator().billing().faults().clear();
        hub.simulator().wooppay().faults().clear();
        hub.simulator().kazeuromobile().faults().clear();
    }

    /** What a payer wants, and the sandboxes' names of the steps it takes. */
    enum Deed {
        PAY("pay alma 7273001123 1500tg", "", "reservation", "deposit", "billpay", "charge"),
        PAY_BY_ONE_THAT_ANSWERS_LATER(
                "pay su 12345678 1500tg", "", "reservation", "deposit", "billpay", "charge"),
        TOP_UP("topup 1500", "", "reservation", "deposit", "charge"),
        SEND("send %s 1500", "", "reservation", "deposit", "transfer", "charge"),
        SEND_FROM_WALLET("send %s 1500 wallet", "wooppay", "transfer"),
        SEND_FROM_WALLET_THAT_ANSWERS_LATER("send %s 1500 wallet", "kazeuromobile", "transfer"),
        PAY_FROM_WALLET("pay alma 7273001123 1500tg wallet", "wooppay", "billpay"),
        PAY_FROM_WALLET_THAT_ANSWERS_LATER(
                "pay su 12345678 1500tg wallet", "kazeuromobile", "billpay");

        private final String text;
        private final String wallet;
        private final List<String> steps;

        Deed(String text, String wallet, String... steps) {
            this.text = text;
            this.wallet = wallet;
            this.steps = List.of(steps);
        }

        /** Only the water's tariff has one: 1 %, at least 20. */
        long commission() {
            return text.contains(" su ") ? 20 : 0;
        }

        boolean spendsWallet() {
            return !wallet.isEmpty();
        }

        boolean sends() {
            return text.startsWith("send");
        }

        String pivot() {
            return spendsWallet() ? steps.getFirst() : steps.get(steps.size() - 2);
        }
    }

    record Case(Deed deed, Map<String, CounterpartyFault> faults) {

        @Override
        public String toString() {
            return deed + " " + faults;
        }
    }

    static Stream<Case> unclearOnTheWay() {
        return Stream.of(Deed.values())
                .flatMap(
                        deed ->
                                deed.steps.stream()
                                        .flatMap(
                                                step ->
                                                        UNCLEAR.stream()
                                                                .map(
                                                                        fault ->
                                                                                new Case(
                                                                                        deed,
                                                                                        Map.of(
                                                                                                step,
                                                                                                fault)))));
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWay")
    void isDoneOnceWhenAnAnswerIsLostLateOrDoubled(Case one) {
        var done = AT_ONCE.get(one);
        assertThat(done.receipt).containsPattern("N[0-9A-Z]{9}\\.");

        InstructionId id = done.awaitEnd(PaymentState.SETTLED);
        done.assertDone(one.deed());
        assertThat(commission(id)).isEqualTo(one.deed().commission() * 100);
    }

    static Stream<Case> refusedBeforeAnythingIsHeld() {
        return Stream.of(Deed.values())
                .map(deed -> new Case(deed, Map.of(deed.steps.getFirst(), REFUSED)));
    }

    @ParameterizedTest
    @MethodSource("refusedBeforeAnythingIsHeld")
    void touchesNothingWhenTheFirstStepIsRefused(Case one) {
        assertThat(run(one)).startsWith("Refused");

        InstructionId id = awaitEnd(PaymentState.REFUSED);
        assertUntouched(one.deed());
        assertThat(hub.bean(Ledger.class).of(id)).isEmpty();
    }

    static Stream<Case> refusedLater() {
        return Stream.of(Deed.PAY, Deed.PAY_BY_ONE_THAT_ANSWERS_LATER, Deed.TOP_UP, Deed.SEND)
                .flatMap(
                        deed ->
                                deed.steps.subList(1, deed.steps.indexOf(deed.pivot()) + 1).stream()
                                        .map(step -> new Case(deed, Map.of(step, REFUSED))));
    }

    @ParameterizedTest
    @MethodSource("refusedLater")
    void givesAllBackWhenALaterStepIsRefused(Case one) {
        assertThat(run(one)).contains("1,500.00 KZT", "is back");

        awaitEnd(PaymentState.REVERSED);
        assertUntouched(one.deed());
    }

    static Stream<Case> unclearOnTheWayBack() {
        var cases = new ArrayList<Case>();
        for (CounterpartyFault fault : UNCLEAR) {
            for (Deed deed : List.of(Deed.PAY, Deed.PAY_BY_ONE_THAT_ANSWERS_LATER)) {
                cases.add(new Case(deed, Map.of("billpay", REFUSED, "release", fault)));
                cases.add(new Case(deed, Map.of("billpay", REFUSED, "reversal", fault)));
            }
            cases.add(new Case(Deed.TOP_UP, Map.of("deposit", REFUSED, "release", fault)));
            cases.add(new Case(Deed.SEND, Map.of("transfer", REFUSED, "release", fault)));
            cases.add(new Case(Deed.SEND, Map.of("transfer", REFUSED, "reversal", fault)));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWayBack")
    void givesAllBackOnceWhenAnAnswerIsLostLateOrDoubled(Case one) {
        var done = AT_ONCE.get(one);
        assertThat(done.receipt).contains("is back");

        done.awaitEnd(PaymentState.REVERSED);
        done.assertUntouched(one.deed());
    }

    static Stream<Case> refusedToGiveBack() {
        return Stream.of(
                new Case(Deed.PAY, Map.of("billpay", REFUSED, "release", REFUSED)),
                new Case(Deed.PAY, Map.of("billpay", REFUSED, "reversal", REFUSED)),
                new Case(Deed.TOP_UP, Map.of("deposit", REFUSED, "release", REFUSED)),
                new Case(Deed.SEND, Map.of("transfer", REFUSED, "release", REFUSED)),
                new Case(Deed.SEND, Map.of("transfer", REFUSED, "reversal", REFUSED)));
    }

    @ParameterizedTest
    @MethodSource("refusedToGiveBack")
    void goesToAPersonWhenNothingIsGivenBack(Case one) {
        assertThat(run(one)).contains("under review");

        awaitEnd(
                one.faults().containsKey("reversal")
                        ? PaymentState.REVERSAL_REVIEW
                        : PaymentState.RELEASE_REVIEW);
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    static Stream<Case> chargeRefused() {
        return Stream.of(Deed.PAY, Deed.TOP_UP, Deed.SEND)
                .map(deed -> new Case(deed, Map.of("charge", REFUSED)));
    }

    @ParameterizedTest
    @MethodSource("chargeRefused")
    void aRefusedChargeIsOwedByThePayer(Case one) {
        assertThat(run(one)).containsPattern("N[0-9A-Z]{9}\\.");

        InstructionId id = awaitEnd(PaymentState.OWED);
        assertThat(hub.bean(Ledger.class).of(id))
                .filteredOn(transfer -> transfer.debitAccount().equals("receivable.subscribers"))
                .singleElement()
                .satisfies(
                        transfer -> assertThat(transfer.amount().toDecimal()).isEqualTo("1500.00"));
        assertThat(openPending(id)).isZero();
    }

    private String run(Case one) {
        ask(one.deed());
        confirm(one);
        return read();
    }

    private void ask(Deed deed) {
        if (deed.spendsWallet()) {
            sandbox(deed.wallet).books().fill(payer, Amount.tenge(2_000));
        }
        hub.simulator().smsc().deliver(payer, "7701", deed.text.formatted(payee));
    }

    private void confirm(Case one) {
        String code = read().substring(0, 6);
        String mark = StoredStates.mark(hub, payer);
        one.faults()
                .forEach(
                        (step, fault) ->
                                Stream.of(
                                                hub.simulator().billing().faults(),
                                                sandbox("wooppay").faults(),
                                                sandbox("kazeuromobile").faults())
                                        .filter(faults -> faults.operations().contains(step))
                                        .forEach(faults -> faults.enqueueAbout(mark, step, fault)));
        hub.simulator().smsc().deliver(payer, "4404", code);
    }

    private static EmoneySandbox sandbox(String system) {
        return system.equals("wooppay")
                ? hub.simulator().wooppay()
                : hub.simulator().kazeuromobile();
    }

    private String read() {
        return hub.simulator().smsc().takeMessage(payer, PATIENCE).text();
    }

    private InstructionId awaitEnd(PaymentState state) {
        return StoredStates.awaitState(hub, payer, state, PATIENCE);
    }

    private void assertDone(Deed deed) {
        String taken = deed.spendsWallet() ? "0.00" : 1_500 + deed.commission() + ".00";
        assertThat(hub.simulator().billing().books().taken(payer)).hasToString(taken);
        assertThat(inWallets(payer))
                .isEqualTo(
                        deed.spendsWallet()
                                ? 500 - deed.commission()
                                : deed == Deed.TOP_UP ? 1_500 : 0);
        assertThat(inWallets(payee)).isEqualTo(deed.sends() ? 1_500 : 0);
        assertSound();
    }

    private void assertUntouched(Deed deed) {
        assertThat(hub.simulator().billing().books().available(payer)).hasToString("100000.00");
        assertThat(inWallets(payer)).isEqualTo(deed.spendsWallet() ? 2_000 : 0);
        assertThat(inWallets(payee)).isZero();
        assertSound();
    }

    private void assertSound() {
        var billing = hub.simulator().billing().books();
        assertThat(billing.reserved(payer)).hasToString("0.00");
        assertThat(billing.doubleCharges()).isEmpty();
        for (String system : List.of("wooppay", "kazeuromobile")) {
            var books = sandbox(system).books();
            assertThat(books.doubleDeposits()).isEmpty();
            assertThat(books.doublePayments()).isEmpty();
            assertThat(books.doubleTransfers()).isEmpty();
            assertThat(books.discrepancies()).isEmpty();
        }
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    private static long inWallets(String msisdn) {
        return Stream.of("wooppay", "kazeuromobile")
                .mapToLong(system -> sandbox(system).books().wallet(msisdn).tiyn() / 100)
                .sum();
    }

    private static long commission(InstructionId id) {
        return -Posted.nets(hub.bean(Ledger.class).of(id)).getOrDefault("income.commission", 0L);
    }

    private static long openPending(InstructionId id) {
        return Posted.open(hub.bean(Ledger.class).of(id));
    }
}
