package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.BankHours;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.Posted;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.Transfer;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.emoney.EmoneySandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of every kind of a bank's fails once in every way; money is where it was told to be.
 */
@Tag("R-INS-4")
class BankKindsFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The bank's name of every step of its own: each asks it for a transfer. */
    private static final String TRANSFER = "transfer";

    private static final String DEPOSIT = "deposit";
    private static final String BILLPAY = "billpay";

    /** An e-money system calls a transfer as a bank does: it is told by its place. */
    private static final String SENDING = "wooppay transfer";

    private static final String REVERSAL = "reversal";
    private static final Refuse BANK_REFUSES = new Refuse("AG01");
    private static final Refuse REFUSED = new Refuse("requestDeclined");
    private static final List<CounterpartyFault> UNCLEAR =
            List.of(
                    new AnswerLost(),
                    new LateAnswer(Duration.ofMillis(1_500)),
                    new DuplicateAnswer(),
                    new Nonsense("<Document/>"),
                    new Slow(Duration.ofMillis(1_500)));

    /** Cases that mostly wait wait together; each as if it were a test by itself. */
    private static final Map<Case, BankKindsFaultsIT> AT_ONCE = new LinkedHashMap<>();

    private static HubUnderTest hub;

    private final String payer = FreshMsisdn.next();
    private String receipt = "";

    @BeforeAll
    static void start() {
        Map<String, Object> settings = ShortTimes.with("wooppay", "kazeuromobile", "kaspi");
        settings.putAll(BankHours.always());
        hub = HubUnderTest.start(settings);
        Stream.concat(unclearOnTheWay(), unclearOnTheWayBack())
                .forEach(one -> AT_ONCE.put(one, new BankKindsFaultsIT()));
        AT_ONCE.forEach((one, test) -> test.ask(one));
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
        faults().forEach(Faults::clear);
    }

    /** What a payer wants, and the sandboxes' names of the steps it takes. */
    enum Deed {
        PAY("pay alma 7273001123 1500tg kaspi", TRANSFER, DEPOSIT, BILLPAY),
        PAY_BY_ONE_THAT_ANSWERS_LATER("pay su 12345678 1500tg kaspi", TRANSFER, DEPOSIT, BILLPAY),
        TOP_UP("topup 1500 kaspi", TRANSFER, DEPOSIT),
        SEND("send 77020000002 1500 kaspi", TRANSFER, DEPOSIT, SENDING),
        MOVE("own kzt usd 5260", TRANSFER),
        TO_ANOTHER("send KZ71722C100000006828 1500 kaspi", TRANSFER);

        private final String text;
        private final List<String> steps;

        Deed(String text, String... steps) {
            this.text = text;
            this.steps = List.of(steps);
        }

        String debited() {
            return switch (this) {
                case PAY, TOP_UP, SEND, TO_ANOTHER -> "248500.00";
                case PAY_BY_ONE_THAT_ANSWERS_LATER -> "248480.00";
                case MOVE -> "244740.00";
            };
        }
    }

    /** Faults of one operation strike in their order. */
    record Case(Deed deed, Map<String, List<CounterpartyFault>> faults) {

        static Case of(Deed deed, String step, CounterpartyFault... faults) {
            return new Case(deed, Map.of(step, List.of(faults)));
        }

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
                                                                                Case.of(
                                                                                        deed, step,
                                                                                        fault))));
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWay")
    void isDoneOnceWhenAnAnswerIsLostLateDoubledOrNonsense(Case one) {
        var done = AT_ONCE.get(one);
        assertThat(done.receipt).containsPattern("N[0-9A-Z]{9,13}\\.");

        InstructionId id = done.awaitEnd(PaymentState.SETTLED);
        assertThat(done.available("KZT")).isEqualTo(one.deed().debited());
        assertThat(done.available("USD"))
                .isEqualTo(one.deed() == Deed.MOVE ? "1010.00" : "1000.00");
        assertThat(sandbox("wooppay").books().wallet(done.payer))
                .hasToString(one.deed() == Deed.TOP_UP ? "1500.00" : "0.00");
        done.assertSound(id);
    }

    static Stream<Case> refusedBeforeAnythingIsTaken() {
        return Stream.of(Deed.values()).map(deed -> Case.of(deed, TRANSFER, BANK_REFUSES));
    }

    @ParameterizedTest
    @MethodSource("refusedBeforeAnythingIsTaken")
    void touchesNothingWhenTheBankRefuses(Case one) {
        assertThat(run(one)).startsWith("Refused: the bank does not allow");

        InstructionId id = awaitEnd(PaymentState.REFUSED);
        assertThat(hub.bean(Ledger.class).of(id)).isEmpty();
        assertUntouched(id);
    }

    static Stream<Case> refusedLater() {
        return Stream.of(Deed.values())
                .flatMap(
                        deed ->
                                deed.steps.stream()
                                        .skip(1)
                                        .map(step -> Case.of(deed, step, REFUSED)));
    }

    @ParameterizedTest
    @MethodSource("refusedLater")
    void returnsWhatWasDebitedWhenALaterStepIsRefused(Case one) {
        assertThat(run(one)).contains("1,500.00 KZT", "is back");

        assertUntouched(awaitEnd(PaymentState.REVERSED));
    }

    static Stream<Case> unclearOnTheWayBack() {
        var cases = new ArrayList<Case>();
        for (CounterpartyFault fault : UNCLEAR) {
            cases.add(givenUp(fault));
            cases.add(reversed(Deed.PAY, fault));
        }
        cases.add(reversed(Deed.PAY_BY_ONE_THAT_ANSWERS_LATER, new AnswerLost()));
        cases.add(reversed(Deed.SEND, new AnswerLost()));
        cases.add(returned(Deed.TOP_UP, DEPOSIT, new AnswerLost()));
        return cases.stream();
    }

    private static Case givenUp(CounterpartyFault onTheWayBack) {
        return returned(Deed.PAY, BILLPAY, onTheWayBack);
    }

    /** The first transfer of the instruction goes well; the second is the return. */
    private static Case returned(Deed deed, String refused, CounterpartyFault onTheWayBack) {
        return new Case(
                deed,
                Map.of(
                        refused,
                        List.of(REFUSED),
                        TRANSFER,
                        List.of(new LateAnswer(Duration.ZERO), onTheWayBack)));
    }

    private static Case reversed(Deed deed, CounterpartyFault onTheWayBack) {
        return new Case(
                deed,
                Map.of(deed.steps.getLast(), List.of(REFUSED), REVERSAL, List.of(onTheWayBack)));
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWayBack")
    void returnsItOnceWhenAnAnswerIsLostLateDoubledOrNonsense(Case one) {
        var done = AT_ONCE.get(one);
        assertThat(done.receipt).contains("is back");

        done.assertUntouched(done.awaitEnd(PaymentState.REVERSED));
    }

    @Test
    void goesToAPersonWhenTheTopUpIsNotTakenBack() {
        assertThat(run(reversed(Deed.PAY, REFUSED))).contains("under review");

        InstructionId id = awaitEnd(PaymentState.REVERSAL_REVIEW);
        assertThat(available("KZT")).isEqualTo("248500.00");
        assertThat(sandbox("wooppay").books().wallet(payer)).hasToString("1500.00");
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
        assertThat(nets(id)).containsEntry("bank.kaspi", reached());
    }

    @Test
    void goesToAPersonWhenTheBankRefusesToReturnIt() {
        assertThat(run(givenUp(BANK_REFUSES))).contains("under review");

        InstructionId id = awaitEnd(PaymentState.RETURN_REVIEW);
        assertThat(available("KZT")).isEqualTo("248500.00");
        assertSound(id);
    }

    private String run(Case one) {
        ask(one);
        confirm(one);
        return read();
    }

    private void ask(Case one) {
        hub.simulator().smsc().deliver(payer, "7701", one.deed().text);
    }

    private void confirm(Case one) {
        String code = read().substring(0, 6);
        String mark = StoredStates.mark(hub, payer);
        one.faults().forEach((step, list) -> list.forEach(fault -> enqueue(mark, step, fault)));
        hub.simulator().smsc().deliver(payer, "4404", code);
    }

    private static void enqueue(String mark, String step, CounterpartyFault fault) {
        switch (step) {
            case TRANSFER -> hub.simulator().kaspi().faults().enqueueAbout(mark, TRANSFER, fault);
            case SENDING -> sandbox("wooppay").faults().enqueueAbout(mark, TRANSFER, fault);
            default ->
                    List.of("wooppay", "kazeuromobile")
                            .forEach(
                                    system ->
                                            sandbox(system)
                                                    .faults()
                                                    .enqueueAbout(mark, step, fault));
        }
    }

    private static Stream<Faults> faults() {
        return Stream.of(
                hub.simulator().kaspi().faults(),
                sandbox("wooppay").faults(),
                sandbox("kazeuromobile").faults());
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

    private static BankBooks kaspi() {
        return hub.simulator().kaspi().books();
    }

    private String available(String currency) {
        return kaspi().available(kaspi().account(payer, currency)).toString();
    }

    private void assertUntouched(InstructionId id) {
        assertThat(available("KZT")).isEqualTo("250000.00");
        assertThat(available("USD")).isEqualTo("1000.00");
        assertThat(sandbox("wooppay").books().wallet(payer)).hasToString("0.00");
        assertThat(sandbox("kazeuromobile").books().wallet(payer)).hasToString("0.00");
        assertThat(nets(id)).isEmpty();
        assertSound(id);
    }

    private void assertSound(InstructionId id) {
        assertThat(kaspi().discrepancies()).isEmpty();
        assertThat(kaspi().doubleTransfers()).isEmpty();
        for (String system : List.of("wooppay", "kazeuromobile")) {
            var books = sandbox(system).books();
            assertThat(books.doubleDeposits()).isEmpty();
            assertThat(books.doublePayments()).isEmpty();
            assertThat(books.doubleTransfers()).isEmpty();
            assertThat(books.discrepancies()).isEmpty();
        }
        assertThat(hub.simulator().billing().books().available(payer)).hasToString("100000.00");
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
        assertThat(nets(id).getOrDefault("bank.kaspi", 0L)).isEqualTo(reached());
    }

    /** Tiyn that came to our account from this payer, less what went back. */
    private long reached() {
        String own = kaspi().account(payer, "KZT").iban();
        String ours = kaspi().settlementAccount().iban();
        return kaspi().transfers().stream()
                .filter(Transfer::isSettled)
                .mapToLong(
                        each ->
                                each.order().from().equals(own) && each.order().to().equals(ours)
                                        ? each.order().amount().tiyn()
                                        : each.order().from().equals(ours)
                                                        && each.order().to().equals(own)
                                                ? -each.order().amount().tiyn()
                                                : 0)
                .sum();
    }

    private static Map<String, Long> nets(InstructionId id) {
        return Posted.nets(hub.bean(Ledger.class).of(id));
    }
}
