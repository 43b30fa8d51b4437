package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.nusqau.BankHours;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.counterparty.BankNotice;
import kz.nusqau.counterparty.BankNotices;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.Posted;
import kz.nusqau.platform.TemporaryFolder;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.simulator.bank.BankBooks;
import kz.nusqau.simulator.bank.Transfer;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.HeldBack;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.counterparty.Faults;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every step of a payment to the app store fails once in every way, under limits of its own. */
@Tag("R-INS-4")
@Tag("R-INS-10")
@Tag("R-SC-4")
class AppStoreFaultsIT {

    private static final String LONG_NUMBER = "77014589654";
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LATE = Duration.ofMillis(1_500);
    private static final Refuse REFUSED = new Refuse("requestDeclined");
    private static final String TRANSFER = "transfer";

    /** Cases that mostly wait wait together; each as if it were a test by itself. */
    private static final Map<Map<String, CounterpartyFault>, AppStoreFaultsIT> AT_ONCE =
            new LinkedHashMap<>();

    private static HubUnderTest hub;
    private static long paidAtOnce;

    private final String payer = FreshMsisdn.next();
    private String receipt = "";

    @BeforeAll
    static void start() throws IOException {
        Map<String, Object> settings = ShortTimes.with("billing", "halyk");
        settings.putAll(BankHours.always());
        settings.put("nusqau.catalogue.limits", "file:" + limits());
        settings.put("nusqau.reconciliation.unfinished-days", true);
        hub = HubUnderTest.start(settings);
        atOnce();
    }

    private static void atOnce() {
        Stream.concat(unclearOnTheWay(), givenBack())
                .forEach(faults -> AT_ONCE.put(faults, new AppStoreFaultsIT()));
        AT_ONCE.values().forEach(test -> test.send("9909", "english"));
        AT_ONCE.values().forEach(AppStoreFaultsIT::read);
        AT_ONCE.values().forEach(test -> test.send(LONG_NUMBER, "1500"));
        long before = paid();
        AT_ONCE.forEach((faults, test) -> test.confirm(faults));
        AT_ONCE.values().forEach(test -> test.receipt = test.read());
        unclearOnTheWay().forEach(faults -> AT_ONCE.get(faults).awaitEnd(PaymentState.SETTLED));
        givenBack().forEach(faults -> AT_ONCE.get(faults).awaitEnd(PaymentState.REVERSED));
        paidAtOnce = paid() - before;
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

    static Stream<Map<String, CounterpartyFault>> unclearOnTheWay() {
        return Stream.of(
                Map.of("reservation", new AnswerLost()),
                Map.of("reservation", new LateAnswer(LATE)),
                Map.of("reservation", new DuplicateAnswer()),
                Map.of(TRANSFER, new AnswerLost()),
                Map.of(TRANSFER, new LateAnswer(LATE)),
                Map.of(TRANSFER, new DuplicateAnswer()),
                Map.of(TRANSFER, new Slow(LATE)),
                Map.of(TRANSFER, new HeldBack(LATE)),
                Map.of("charge", new AnswerLost()),
                Map.of("charge", new LateAnswer(LATE)),
                Map.of("charge", new DuplicateAnswer()));
    }

    @ParameterizedTest
    @MethodSource("unclearOnTheWay")
    void isDoneOnceWhenAnAnswerIsLostLateOrDoubled(Map<String, CounterpartyFault> faults) {
        var done = AT_ONCE.get(faults);
        assertThat(done.receipt).containsPattern("N[0-9A-Z]{13}\\.");

        InstructionId id = done.awaitEnd(PaymentState.SETTLED);
        assertThat(paid(id)).isEqualTo(150_000);
        assertThat(hub.simulator().billing().books().taken(done.payer)).hasToString("1500.00");
        done.assertSound(id);
    }

    @Test
    void paysTheAppStoreForWhatIsSettledAndForNothingElse() {
        assertThat(paidAtOnce).isEqualTo(150_000 * unclearOnTheWay().count());
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
                Map.of("charge", REFUSED, "release", new AnswerLost()),
                Map.of("charge", REFUSED, "release", new LateAnswer(LATE)),
                Map.of("charge", REFUSED, "release", new DuplicateAnswer()));
    }

    @ParameterizedTest
    @MethodSource("givenBack")
    void givesAllBackWhenBillingOrTheBankRefuses(Map<String, CounterpartyFault> faults) {
        var done = AT_ONCE.get(faults);
        assertThat(done.receipt).contains("App store payment not made", "is back");

        InstructionId id = done.awaitEnd(PaymentState.REVERSED);
        assertThat(paid(id)).isZero();
        done.assertNothingTaken(id);
    }

    @Test
    void goesToAPersonWhenTheChargeIsNotGivenBack() {
        assertThat(run(Map.of(TRANSFER, new Refuse("AC04"), "refund", REFUSED)))
                .contains("under review");

        awaitEnd(PaymentState.REFUND_REVIEW);
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    @Test
    void goesToAPersonWhenTheReservationIsNotReleased() {
        assertThat(run(Map.of("charge", REFUSED, "release", REFUSED))).contains("under review");

        awaitEnd(PaymentState.RELEASE_REVIEW);
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

    @Test
    void goesToAPersonWhenBillingContradictsItself() {
        hub.simulator()
                .billing()
                .faults()
                .enqueue("inquiry", new Nonsense("{\"key\":\"another\",\"state\":\"completed\"}"));

        returned(Map.of("refund", new AnswerLost()), 1_500);

        awaitStates(PaymentState.SETTLED, PaymentState.REFUND_REVIEW);
        assertThat(hub.simulator().billing().books().taken(payer)).hasToString("0.00");
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
    }

    @Test
    void putsBackWhatComesBehindMoreStrangersCreditsThanASweepTakes() {
        var stranger = InstructionId.next();
        hub.bean(BankNotices.class)
                .keep(
                        IntStream.rangeClosed(0, hub.bean(PaymentProperties.class).sweepLimit())
                                .mapToObj(i -> credit(stranger, Money.tenge(70)))
                                .toList());

        returned(Map.of(), 1_500);

        awaitStates(PaymentState.SETTLED, PaymentState.SETTLED);
        assertThat(left(stranger)).isEqualTo(hub.bean(PaymentProperties.class).sweepLimit() + 1);
    }

    @Test
    void leavesToAPersonWhatCanNotBePutBack() {
        run(Map.of());
        InstructionId settled = awaitEnd(PaymentState.SETTLED);
        var credits =
                List.of(
                        credit(settled, new Money(7_000, "USD")),
                        credit(settled, new Money(0, "KZT")));

        hub.bean(BankNotices.class).keep(credits);

        await().atMost(PATIENCE).until(() -> left(settled) == credits.size());
        awaitStates(PaymentState.SETTLED);
        assertThat(unexplained(settled)).isEqualTo(credits.size());
    }

    @Test
    void leavesToAPersonWhatComesBackOfAPurchaseThatWasNotMade() {
        run(Map.of(TRANSFER, new Refuse("AC04")));
        InstructionId reversed = awaitEnd(PaymentState.REVERSED);

        hub.bean(BankNotices.class).keep(List.of(credit(reversed, Money.tenge(70))));

        await().atMost(PATIENCE).until(() -> left(reversed) == 1);
        awaitStates(PaymentState.REVERSED);
        assertThat(unexplained(reversed)).isEqualTo(1);
    }

    @Test
    @Tag("R-INFO-5")
    void showsAStrangersCreditAmongTheBreaksOfTheDay() {
        await("midnight is not near")
                .atMost(Duration.ofMinutes(3))
                .until(() -> LocalTime.now(ALMATY).isBefore(LocalTime.of(23, 58)));
        run(Map.of());
        awaitEnd(PaymentState.SETTLED);
        var stranger = InstructionId.next();
        var named = stranger.toString().replace("-", "");
        var unknown =
                new Transfer.Order(
                        "5".repeat(32), named, "", "", Amount.ZERO, "KZT", "not of ours");

        books().returnPurchase(
                        new Transfer(
                                unknown,
                                Amount.ZERO,
                                "KZT",
                                Transfer.State.ACSC,
                                null,
                                Instant.now(),
                                null),
                        Amount.tenge(70));

        await().atMost(PATIENCE).until(() -> left(stranger) == 1);
        var support = new OperationsClient(hub, "support");
        var day = "{\"counterparty\":\"halyk\",\"date\":\"%s\"}".formatted(LocalDate.now(ALMATY));
        assertThat(support.post("/api/reconciliation/files/fetch", day).status()).isEqualTo(201);
        var breaks = support.get("/api/reconciliation/breaks?counterparty=halyk&kind=missing-here");
        assertThat(breaks.json().path("items").findValuesAsText("reference"))
                .anyMatch(reference -> reference.startsWith(stranger + "/"));
    }

    /** As the bank tells of it. */
    private static BankNotice credit(InstructionId named, Money amount) {
        return new BankNotice(
                "halyk",
                UUID.randomUUID().toString(),
                "1",
                true,
                Optional.empty(),
                "0000",
                amount,
                Optional.of(named.value()),
                "a stranger's",
                Instant.now());
    }

    private static int left(InstructionId named) {
        return count(
                "counterparty.bank_notice where instruction = ? and left_at is not null", named);
    }

    private static int unexplained(InstructionId id) {
        return count(
                "mailbox.timeline where instruction_id = ?"
                        + " and kind = 'payment.credit-unexplained'",
                id);
    }

    private static int count(String where, InstructionId id) {
        return hub.bean(JdbcTemplate.class)
                .queryForObject("select count(*) from " + where, Integer.class, id.value());
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

        assertThat(read())
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
        send("9909", "english");
        read();
        send(LONG_NUMBER, "1500");
        confirm(faults);
        return read();
    }

    private void confirm(Map<String, CounterpartyFault> faults) {
        String code = Phone.codeIn(read());
        String mark = StoredStates.mark(hub, payer);
        faults.forEach(
                (step, fault) -> {
                    if (step.equals("inquiry")) {
                        of(step).enqueue(step, fault);
                    } else {
                        of(step).enqueueAbout(mark, step, fault);
                    }
                });
        send("4404", code);
    }

    private void send(String shortCode, String text) {
        hub.simulator().smsc().deliver(payer, shortCode, text);
    }

    private String read() {
        return hub.simulator().smsc().takeMessage(payer, PATIENCE).text();
    }

    private static void switchOn(Map<String, CounterpartyFault> faults) {
        faults.forEach((step, fault) -> of(step).enqueue(step, fault));
    }

    /** The switches of that step. */
    private static Faults of(String step) {
        return Stream.of(hub.simulator().billing().faults(), hub.simulator().halyk().faults())
                // Billing has inquiries, too; the bank's are meant.
                .filter(each -> each.operations().contains(step))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private InstructionId awaitEnd(PaymentState state) {
        return StoredStates.awaitState(hub, payer, state, PATIENCE);
    }

    private void assertUntouched(InstructionId id, long before) {
        assertThat(paid()).isEqualTo(before);
        assertNothingTaken(id);
    }

    private void assertNothingTaken(InstructionId id) {
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

    /** What it has for that purchase. */
    private static long paid(InstructionId id) {
        String named = id.toString().replace("-", "");
        return books().transfers().stream()
                .filter(Transfer::isSettled)
                .filter(each -> each.order().instruction().equals(named))
                .filter(each -> each.order().to().equals(books().appStoreAccount().iban()))
                .mapToLong(each -> each.order().amount().tiyn())
                .sum();
    }

    private static long openPending(InstructionId id) {
        return Posted.open(hub.bean(Ledger.class).of(id));
    }
}
