package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import kz.nusqau.BankHours;
import kz.nusqau.HubUnderTest;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.Transfer;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.HeldBack;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of a payment to the app store fails once in every way, under limits of its own. */
@Tag("R-INS-4")
@Tag("R-INS-10")
@Tag("R-SC-4")
class AppStoreFaultsIT {

    private static final String LONG_NUMBER = "77014589654";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LATE = Duration.ofMillis(1_500);
    private static final AtomicLong NUMBERS = new AtomicLong(77_014_400_000L);
    private static final Refuse REFUSED = new Refuse("requestDeclined");
    private static final String TRANSFER = "transfer";

    private static HubUnderTest hub;

    private final String payer = Long.toString(NUMBERS.incrementAndGet());

    @BeforeAll
    static void start() throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>(BankHours.always());
        for (String id : List.of("billing", "halyk")) {
            settings.put("nusqau.counterparties." + id + ".answer-timeout", "1s");
            settings.put("nusqau.counterparties." + id + ".inquiry.first", "200ms");
            settings.put("nusqau.counterparties." + id + ".processing-window", "3s");
        }
        settings.put("nusqau.catalogue.limits", "file:" + limits());
        hub = HubUnderTest.start(settings);
    }

    private static Path limits() throws IOException {
        String shipped = Files.readString(Path.of("src/main/resources/catalogue/limits.yaml"));
        String own =
                shipped.replaceFirst(
                        "(?m)^app-store: .*$",
                        "app-store: {operation-minimum: 100, operation-maximum: 20000,"
                                + " day-maximum: 30000, day-count: 20}");
        return Files.writeString(TemporaryFolder.create("limits").resolve("limits.yaml"), own);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void switchOff() {
        hub.simulator().billing().faults().clear();
        hub.simulator().halyk().faults().clear();
    }

    record Case(String step, CounterpartyFault fault) {}

    static Stream<Case> unclearOnTheWay() {
        return Stream.of(
                new Case("reservation", new AnswerLost()),
                new Case("reservation", new LateAnswer(LATE)),
                new Case("reservation", new DuplicateAnswer()),
                new Case(TRANSFER, new AnswerLost()),
                new Case(TRANSFER, new LateAnswer(LATE)),
                new Case(TRANSFER, new DuplicateAnswer()),
                new Case(TRANSFER, new Slow(LATE)),
                new Case(TRANSFER, new HeldBack(LATE)),
                new Case("charge", new AnswerLost()),
                new Case("charge", new LateAnswer(LATE)),
                new Case("charge", new DuplicateAnswer()));
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWay")
    void isDoneOnceWhenAnAnswerIsLostLateOrDoubled(Case one) {
        long before = paid();
        assertThat(run(Map.of(one.step, one.fault))).containsPattern("N[0-9A-Z]{13}\\.");

        InstructionId id = awaitEnd(PaymentState.SETTLED);
        assertThat(paid() - before).isEqualTo(150_000);
        assertThat(hub.simulator().billing().books().taken(payer)).hasToString("1500.00");
        assertSound(id);
    }

    @Test
    void touchesNothingWhenTheReservationIsRefused() {
        long before = paid();
        assertThat(run(Map.of("reservation", REFUSED))).startsWith("Refused");

        InstructionId id = awaitEnd(PaymentState.REFUSED);
        assertThat(hub.bean(Ledger.class).of(id)).isEmpty();
        assertUntouched(id, before);
    }

    static Stream<Map<String, CounterpartyFault>> givenBack() {
        var refused = new Refuse("AC04");
        return Stream.of(
                Map.of(TRANSFER, refused),
                Map.of(TRANSFER, refused, "refund", new AnswerLost()),
                Map.of(TRANSFER, refused, "refund", new LateAnswer(LATE)),
                Map.of(TRANSFER, refused, "refund", new DuplicateAnswer()),
                Map.of("charge", REFUSED),
                Map.of("charge", REFUSED, "release", new AnswerLost()));
    }

    @ParameterizedTest
    @MethodSource("givenBack")
    void givesAllBackWhenBillingOrTheBankRefuses(Map<String, CounterpartyFault> faults) {
        long before = paid();
        assertThat(run(faults)).contains("App store payment not made", "is back");

        assertUntouched(awaitEnd(PaymentState.REVERSED), before);
    }

    @Test
    void goesToAPersonWhenTheChargeIsNotGivenBack() {
        assertThat(run(Map.of(TRANSFER, new Refuse("AC04"), "refund", REFUSED)))
                .contains("under review");

        awaitEnd(PaymentState.REFUND_REVIEW);
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    @Test
    void goesToAPersonWhenTheBankContradictsItself() {
        assertThat(run(Map.of(TRANSFER, new AnswerLost(), "inquiry", new Refuse("DUPL"))))
                .contains("under review");

        awaitEnd(PaymentState.REMIT_REVIEW);
        assertThat(hub.simulator().billing().books().taken(payer)).hasToString("1500.00");
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    static Stream<Map<String, CounterpartyFault>> unclearOnTheWayBack() {
        return Stream.of(
                Map.of(),
                Map.of("notice", new DuplicateAnswer()),
                Map.of("refund", new AnswerLost()),
                Map.of("refund", new LateAnswer(LATE)),
                Map.of("refund", new DuplicateAnswer()));
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWayBack")
    void putsBackOnceWhatTheAppStoreReturns(Map<String, CounterpartyFault> faults) {
        long before = paid();

        InstructionId id = returned(faults, 1_500);

        awaitStates(PaymentState.SETTLED, PaymentState.SETTLED);
        assertThat(hub.simulator().billing().books().taken(payer)).hasToString("0.00");
        assertUntouched(id, before);
    }

    @Test
    void putsBackAPart() {
        long before = paid();

        InstructionId id = returned(Map.of(), 600);

        awaitStates(PaymentState.SETTLED, PaymentState.SETTLED);
        assertThat(paid() - before).isEqualTo(90_000);
        assertThat(hub.simulator().billing().books().taken(payer)).hasToString("900.00");
        assertSound(id);
    }

    @Test
    void goesToAPersonWhenBillingDoesNotPutItBack() {
        returned(Map.of("refund", REFUSED), 1_500);

        awaitStates(PaymentState.SETTLED, PaymentState.REFUND_REVIEW);
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    /** Bought for 1,500, and that much of it given back. */
    private InstructionId returned(Map<String, CounterpartyFault> faults, long tenge) {
        String receipt = run(Map.of());
        String number = receipt.replaceFirst("(?s).*(N[0-9A-Z]{13})\\.$", "$1");
        InstructionId id = awaitEnd(PaymentState.SETTLED);
        switchOn(faults);
        var purchase =
                books().transfers().stream()
                        .filter(each -> each.order().info().endsWith(number))
                        .findFirst()
                        .orElseThrow();

        books().returnPurchase(purchase, Amount.tenge(tenge));

        assertThat(hub.simulator().smsc().takeMessage(payer, PATIENCE).text())
                .startsWith("The app store has returned %,d.00 KZT".formatted(tenge))
                .endsWith("Payment number " + number + ".");
        return id;
    }

    private void awaitStates(PaymentState... states) {
        StoredStates.awaitStates(hub, payer, PATIENCE, states);
    }

    @Test
    @Tag("R-ELIG-7")
    void servesBothBrandsInRoaming() {
        for (String roaming : List.of("77025000005", "77015000006")) {
            var phone = new Phone(hub, roaming);

            String code = Phone.codeIn(phone.ask(LONG_NUMBER, "150 тг"));

            assertThat(phone.ask("4404", code)).containsPattern("150,00 тг.* N[0-9A-Z]{13}\\.");
            StoredStates.awaitState(hub, roaming, PaymentState.SETTLED, PATIENCE);
            assertThat(hub.simulator().billing().books().taken(roaming)).hasToString("150.00");
        }
        assertThat(new Phone(hub, "77025000005").ask("7701", "alma 7273001123 150"))
                .contains("роуминг");
    }

    @Test
    @Tag("R-LIM-1")
    @Tag("R-LIM-2")
    void hasLimitsOfItsOwn() {
        var phone = new Phone(hub, payer);
        phone.ask("9909", "english");

        assertThat(phone.ask(LONG_NUMBER, "99")).contains("the smallest amount is 100.00 KZT");
        assertThat(phone.ask(LONG_NUMBER, "20000.01"))
                .contains("the greatest amount is 20,000.00 KZT");
        assertThat(phone.ask(LONG_NUMBER, "20000")).contains("(at most 20,000.00 KZT)");
        assertThat(phone.ask("5505", "topup 20000.01")).contains("is your code");
    }

    private String run(Map<String, CounterpartyFault> faults) {
        var phone = new Phone(hub, payer);
        phone.ask("9909", "english");
        String code = Phone.codeIn(phone.ask(LONG_NUMBER, "1500"));
        switchOn(faults);
        hub.simulator().smsc().deliver(payer, "4404", code);
        return hub.simulator().smsc().takeMessage(payer, PATIENCE).text();
    }

    private static void switchOn(Map<String, CounterpartyFault> faults) {
        faults.forEach(
                (step, fault) ->
                        Stream.of(
                                        hub.simulator().billing().faults(),
                                        hub.simulator().halyk().faults())
                                // Billing has inquiries, too; the bank's are meant.
                                .filter(each -> each.operations().contains(step))
                                .reduce((first, last) -> last)
                                .orElseThrow()
                                .enqueue(step, fault));
    }

    private InstructionId awaitEnd(PaymentState state) {
        return StoredStates.awaitState(hub, payer, state, PATIENCE);
    }

    private void assertUntouched(InstructionId id, long before) {
        assertThat(paid()).isEqualTo(before);
        assertThat(hub.simulator().billing().books().available(payer)).hasToString("100000.00");
        assertSound(id);
    }

    private void assertSound(InstructionId id) {
        var billing = hub.simulator().billing().books();
        assertThat(billing.reserved(payer)).hasToString("0.00");
        assertThat(billing.doubleCharges()).isEmpty();
        assertThat(books().doubleTransfers()).isEmpty();
        assertThat(books().discrepancies()).isEmpty();
        assertThat(openPending(id)).isZero();
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    private static BankBooks books() {
        return hub.simulator().halyk().books();
    }

    /** What the app store has by the bank's books, in tiyn. */
    private static long paid() {
        return books().available(books().appStoreAccount()).tiyn();
    }

    private static long openPending(InstructionId id) {
        List<Transfer> transfers = hub.bean(Ledger.class).of(id);
        return transfers.stream()
                .filter(transfer -> transfer.phase() == Transfer.Phase.PENDING)
                .filter(
                        transfer ->
                                transfers.stream()
                                        .noneMatch(end -> transfer.key().equals(end.pendingKey())))
                .count();
    }
}
