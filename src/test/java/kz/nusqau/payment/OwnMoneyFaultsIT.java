package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
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
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.Transfer;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of a redemption and of a refund fails once in every way, with a commission of 20 and
 * of 50; money is where it was told to be, at every system that had it in hand.
 */
@Tag("R-INS-4")
@Tag("R-INS-6")
@Tag("R-INS-10")
@Tag("R-INS-12")
class OwnMoneyFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Refuse REFUSED = new Refuse("requestDeclined");
    private static final Refuse REFUSED_BY_BANK = new Refuse("AC04");
    private static final List<CounterpartyFault> UNCLEAR =
            List.of(
                    new AnswerLost(),
                    new LateAnswer(Duration.ofMillis(1_500)),
                    new DuplicateAnswer());
    private static final String CREDIT = "halyk transfer";

    /** Cases that mostly wait wait together; each as if it were a test by itself. */
    private static final Map<Case, OwnMoneyFaultsIT> AT_ONCE = new LinkedHashMap<>();

    private static HubUnderTest hub;

    private final String payer = FreshMsisdn.next();
    private String receipt = "";

    @BeforeAll
    static void start() throws IOException {
        Map<String, Object> settings = ShortTimes.with("billing", "wooppay", "halyk");
        settings.putAll(BankHours.always());
        settings.put("nusqau.catalogue.service", "file:" + withCommissions());
        hub = HubUnderTest.start(settings);
        Stream.concat(unclearOnTheWay(), unclearOnTheWayBack())
                .forEach(one -> AT_ONCE.put(one, new OwnMoneyFaultsIT()));
        AT_ONCE.forEach((one, test) -> test.ask(one.deed()));
        AT_ONCE.forEach((one, test) -> test.confirm(one));
        AT_ONCE.values().forEach(test -> test.receipt = test.read());
        unclearOnTheWay().forEach(one -> AT_ONCE.get(one).awaitEnd(PaymentState.SETTLED));
        unclearOnTheWayBack().forEach(one -> AT_ONCE.get(one).awaitEnd(PaymentState.REVERSED));
    }

    private static Path withCommissions() throws IOException {
        String shipped = Files.readString(Path.of("src/main/resources/catalogue/service.yaml"));
        String free = ": {fee: none, examples: {\"1500.00\": \"0.00\"}}";
        String other =
                shipped.replace(
                                "redeem" + free,
                                "redeem: {fee: {percent: \"1\", minimum: 20},"
                                        + " examples: {\"1500.00\": \"20.00\"}}")
                        .replace(
                                "refund" + free,
                                "refund: {fee: {fixed: 50}, examples: {\"1500.00\": \"50.00\"}}");
        assertThat(other).contains("percent", "fixed");
        return Files.writeString(
                TemporaryFolder.create("commissions").resolve("service.yaml"), other);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void switchOff() {
        Stream.of("billing", "wooppay", "halyk").forEach(each -> faults(each).clear());
    }

    /** What a subscriber wants, and the sandboxes' names of the steps it takes and its way back. */
    enum Deed {
        REDEEM("cashout 4417 1500 KZT", "20.00", "wooppay withdrawal", CREDIT),
        REFUND("refund 4417 1500 KZT", "50.00", "billing reservation", "billing charge", CREDIT);

        private final String text;
        private final String fee;
        private final List<String> steps;

        Deed(String text, String fee, String... steps) {
            this.text = text;
            this.fee = fee;
            this.steps = List.of(steps);
        }
    }

    record Case(Deed deed, Map<String, CounterpartyFault> faults) {

        @Override
        public String toString() {
            return deed + " " + faults;
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAmountAndCommissionThatWereShown(Deed deed) {
        ask(deed);
        String prompt = read();
        type(prompt.substring(0, 6));

        assertThat(prompt).contains("1,500.00 KZT", "fee " + deed.fee + " KZT");
        assertThat(read()).contains("1,500.00 KZT", "fee " + deed.fee + " KZT", "number N");
        InstructionId id = awaitEnd(PaymentState.SETTLED);
        assertDone(deed);
        assertThat(net(id, "income.commission")).isEqualTo(-Amount.parse(deed.fee).tiyn());
        assertThat(net(id, "bank.halyk")).isEqualTo(-150_000);
    }

    static Stream<Case> unclearOnTheWay() {
        var cases = new ArrayList<Case>();
        for (Deed deed : Deed.values()) {
            for (String step : deed.steps) {
                UNCLEAR.forEach(fault -> cases.add(new Case(deed, Map.of(step, fault))));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWay")
    void isDoneOnceWhenAnAnswerIsLostLateOrDoubled(Case one) {
        var done = AT_ONCE.get(one);
        assertThat(done.receipt).contains("number N");

        done.awaitEnd(PaymentState.SETTLED);
        done.assertDone(one.deed());
    }

    static Stream<Case> refusedBeforeAnythingIsTaken() {
        return Stream.of(Deed.values())
                .map(deed -> new Case(deed, Map.of(deed.steps.getFirst(), REFUSED)));
    }

    @ParameterizedTest
    @MethodSource("refusedBeforeAnythingIsTaken")
    void touchesNothingWhenTheFirstStepIsRefused(Case one) {
        assertThat(run(one)).startsWith("Refused");

        InstructionId id = awaitEnd(PaymentState.REFUSED);
        assertUntouched();
        assertThat(hub.bean(Ledger.class).of(id)).isEmpty();
    }

    static Stream<Case> refusedLater() {
        return Stream.of(
                new Case(Deed.REDEEM, Map.of(CREDIT, REFUSED_BY_BANK)),
                new Case(Deed.REFUND, Map.of("billing charge", REFUSED)),
                new Case(Deed.REFUND, Map.of(CREDIT, REFUSED_BY_BANK)));
    }

    @ParameterizedTest
    @MethodSource("refusedLater")
    void givesAllBackWhenALaterStepIsRefused(Case one) {
        assertThat(run(one)).contains("1,500.00 KZT", "is back");

        InstructionId id = awaitEnd(PaymentState.REVERSED);
        assertUntouched();
        for (String account : List.of("operator.billing", "emoney.wooppay", "bank.halyk")) {
            assertThat(net(id, account)).as(account).isZero();
        }
        assertThat(net(id, "income.commission")).isZero();
    }

    static Stream<Case> unclearOnTheWayBack() {
        var cases = new ArrayList<Case>();
        for (CounterpartyFault fault : UNCLEAR) {
            backward().forEach(each -> cases.add(with(each, fault)));
        }
        return cases.stream();
    }

    /** A step that is refused, and the one that takes back what was done before. */
    private static List<Case> backward() {
        return List.of(
                new Case(Deed.REDEEM, Map.of(CREDIT, REFUSED_BY_BANK, "wooppay reversal", REFUSED)),
                new Case(
                        Deed.REFUND, Map.of("billing charge", REFUSED, "billing release", REFUSED)),
                new Case(Deed.REFUND, Map.of(CREDIT, REFUSED_BY_BANK, "billing refund", REFUSED)));
    }

    private static Case with(Case one, CounterpartyFault fault) {
        Map<String, CounterpartyFault> faults = new LinkedHashMap<>(one.faults);
        faults.replaceAll((step, usual) -> one.deed.steps.contains(step) ? usual : fault);
        return new Case(one.deed, faults);
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWayBack")
    void givesAllBackOnceWhenAnAnswerIsLostLateOrDoubled(Case one) {
        var done = AT_ONCE.get(one);
        assertThat(done.receipt).contains("is back");

        done.awaitEnd(PaymentState.REVERSED);
        done.assertUntouched();
    }

    static Stream<Case> refusedToGiveBack() {
        return backward().stream();
    }

    @ParameterizedTest
    @MethodSource("refusedToGiveBack")
    void goesToAPersonWhenNothingIsGivenBack(Case one) {
        assertThat(run(one)).contains("under review");

        awaitEnd(
                switch (one.deed()) {
                    case REDEEM -> PaymentState.RESTORE_REVIEW;
                    case REFUND ->
                            one.faults().containsKey(CREDIT)
                                    ? PaymentState.REFUND_REVIEW
                                    : PaymentState.RELEASE_REVIEW;
                });
        assertThat(halyk().available(halyk().account(payer, "KZT"))).hasToString("10000.00");
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isUndoneOnlyWhenTheBankHasTheLastWord(Deed deed) {
        // Said of an order that came: within the processing window it proves nothing.
        var one = new Case(deed, Map.of(CREDIT, new AnswerLost(), "halyk inquiry", noSuchOrder()));

        assertThat(run(one)).contains("number N");

        awaitEnd(PaymentState.SETTLED);
        assertDone(deed);
    }

    @Test
    void isDoneOnceWhenTheHubStopsWhileTheBankIsAway() {
        var tests = new EnumMap<Deed, OwnMoneyFaultsIT>(Deed.class);
        for (Deed deed : Deed.values()) {
            tests.put(deed, new OwnMoneyFaultsIT());
        }
        tests.forEach((deed, test) -> test.ask(deed));
        List<String> codes = tests.values().stream().map(OwnMoneyFaultsIT::code).toList();
        hub.simulator().halyk().disconnect();
        var code = codes.iterator();
        tests.values().forEach(test -> test.type(code.next()));
        tests.values().forEach(test -> test.awaitEnd(PaymentState.CREDITING));

        hub.restart();

        tests.forEach(
                (deed, test) -> {
                    test.awaitEnd(PaymentState.SETTLED);
                    assertThat(test.read()).contains("number N");
                    test.assertDone(deed);
                });
    }

    private static Refuse noSuchOrder() {
        return new Refuse("NOOR");
    }

    private void ask(Deed deed) {
        if (deed == Deed.REDEEM) {
            hub.simulator().wooppay().books().fill(payer, Amount.tenge(2_000));
        }
        hub.simulator().smsc().deliver(payer, "9505", deed.text);
    }

    private String code() {
        return read().substring(0, 6);
    }

    private void type(String code) {
        hub.simulator().smsc().deliver(payer, "4404", code);
    }

    private String run(Case one) {
        ask(one.deed());
        confirm(one);
        return read();
    }

    private void confirm(Case one) {
        String code = code();
        String mark = StoredStates.mark(hub, payer);
        one.faults()
                .forEach(
                        (step, fault) -> {
                            String[] where = step.split(" ", 2);
                            if (where[1].equals("inquiry")) {
                                faults(where[0]).enqueue(where[1], fault);
                            } else {
                                faults(where[0]).enqueueAbout(mark, where[1], fault);
                            }
                        });
        type(code);
    }

    private static Faults faults(String system) {
        return switch (system) {
            case "billing" -> hub.simulator().billing().faults();
            case "wooppay" -> hub.simulator().wooppay().faults();
            default -> hub.simulator().halyk().faults();
        };
    }

    private String read() {
        return hub.simulator().smsc().takeMessage(payer, PATIENCE).text();
    }

    private InstructionId awaitEnd(PaymentState state) {
        return StoredStates.awaitState(hub, payer, state, PATIENCE);
    }

    private void assertDone(Deed deed) {
        boolean redeemed = deed == Deed.REDEEM;
        assertMoney(redeemed ? "0.00" : "1550.00", redeemed ? "480.00" : "0.00", "11500.00");
        assertThat(paidOut()).isOne();
    }

    private void assertUntouched() {
        var wooppay = hub.simulator().wooppay().books();
        boolean filled = wooppay.operations().stream().anyMatch(it -> it.msisdn().equals(payer));
        assertMoney("0.00", filled ? "2000.00" : "0.00", "10000.00");
        assertThat(paidOut()).isZero();
    }

    private void assertMoney(String taken, String wallet, String account) {
        var billing = hub.simulator().billing().books();
        var wooppay = hub.simulator().wooppay().books();
        assertThat(billing.taken(payer)).hasToString(taken);
        assertThat(billing.reserved(payer)).hasToString("0.00");
        assertThat(wooppay.wallet(payer)).hasToString(wallet);
        assertThat(halyk().available(halyk().account(payer, "KZT"))).hasToString(account);
        assertThat(billing.doubleCharges()).isEmpty();
        assertThat(billing.discrepancies()).isEmpty();
        assertThat(wooppay.doubleWithdrawals()).isEmpty();
        assertThat(wooppay.discrepancies()).isEmpty();
        assertThat(halyk().doubleTransfers()).isEmpty();
        assertThat(halyk().discrepancies()).isEmpty();
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    private static BankBooks halyk() {
        return hub.simulator().halyk().books();
    }

    /** Orders that the bank executed from our account to the subscriber's. */
    private long paidOut() {
        String from = halyk().settlementAccount().iban();
        String to = halyk().account(payer, "KZT").iban();
        return halyk().transfers().stream()
                .filter(Transfer::isSettled)
                .filter(each -> each.order().from().equals(from) && each.order().to().equals(to))
                .count();
    }

    private static long net(InstructionId id, String account) {
        return Posted.nets(hub.bean(Ledger.class).of(id)).getOrDefault(account, 0L);
    }
}
