package kz.nusqau.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.Posted;
import kz.nusqau.proof.HubBooks;
import kz.nusqau.reconciliation.ImportOutcome.Imported;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Billing's reservation runs out between the hold and the charge, with the charge on its way: what
 * then becomes of it, in billing's books and file, in the ledger, and on the desk.
 */
@Tag("R-INS-10")
@Tag("R-INS-4")
class ExpiredHoldsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Slow LONG_ENOUGH = new Slow(Duration.ofSeconds(4));
    private static final String REASON = "{\"reason\":\"agreed with the operator\"}";

    private static HubUnderTest hub;

    private final String payer = FreshMsisdn.next();
    private final Phone phone = new Phone(hub, payer);
    private final OperationsClient support = new OperationsClient(hub, "support");

    @BeforeAll
    static void start() {
        hub =
                HubUnderTest.start(
                        Map.of(
                                "nusqau.reconciliation.unfinished-days",
                                true,
                                "nusqau.reconciliation.fetching",
                                false));
        await("midnight is not near")
                .atMost(Duration.ofMinutes(4))
                .until(() -> LocalTime.now(Day.ZONE).isBefore(LocalTime.of(23, 57)));
    }

    @AfterEach
    void switchOff() {
        hub.simulator().billing().faults().clear();
    }

    /** Whatever order the tests came in: nothing is under way, and the file tells nothing else. */
    @AfterAll
    static void agreesWithBillingsFile() {
        try (var closing = hub) {
            var books = new HubBooks(closing.bean(JdbcTemplate.class));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(books.underWay()).as("under way").isEmpty();
                                assertThat(books.faults()).isEmpty();
                            });
            assertThat(closing.simulator().billing().books().discrepancies()).isEmpty();
            var day = new Day("billing", LocalDate.now(Day.ZONE));
            var imports = closing.bean(Reconciliation.class).imports();
            var file = ((Imported) imports.fetch(day, "a test")).file();
            assertThat(file.breaks()).isZero();
            assertThat(file.matched()).isEqualTo(file.lines()).isPositive();
        }
    }

    @Test
    @Tag("R-OPS-8")
    void whatIsPaidIsOwedAndThenHeldAgainAndCollected() {
        UUID id = paidWithoutAHold("7701", "pay su 12345678 1500tg", "Paid: 1,500.00 KZT");

        awaitState(id, "owed");
        assertThat(taken()).isEqualTo("0.00");
        assertThat(available()).isEqualTo("100000.00");
        assertThat(nets(id))
                .isEqualTo(
                        Map.of(
                                "receivable.subscribers", 152_000L,
                                "income.commission", -2_000L,
                                "emoney.kazeuromobile", -150_000L));
        assertThat(ofThePerson(id)).isEqualTo("open");
        assertThat(payment(id).get("endings"))
                .extracting(JsonNode::asText)
                .containsExactly("retry", "write-off");

        assertThat(retry(id)).isEqualTo(200);

        awaitState(id, "settled");
        assertThat(taken()).isEqualTo("1520.00");
        assertThat(available()).isEqualTo("98480.00");
        assertThat(hub.simulator().billing().books().doubleCharges()).isEmpty();
        assertThat(nets(id))
                .isEqualTo(
                        Map.of(
                                "operator.billing", 152_000L,
                                "income.commission", -2_000L,
                                "emoney.kazeuromobile", -150_000L));
        assertThat(Posted.open(hub.bean(Ledger.class).of(new InstructionId(id)))).isZero();
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
        JsonNode act = payment(id).get("acts").get(0);
        assertThat(act.get("before").asText()).isEqualTo("owed");
        assertThat(act.get("after").asText()).isEqualTo("holding-again");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ofThePerson(id)).isEqualTo("resolved"));
        assertThat(retry(id)).isEqualTo(409);
    }

    @Test
    void staysOwedWhileTheBalanceDoesNotCoverIt() {
        UUID id = paidWithoutAHold("5505", "topup 1500 KZT", "1,500.00 KZT");
        awaitState(id, "owed");
        hub.simulator().billing().faults().enqueue("reservation", new Refuse("insufficientFunds"));

        assertThat(retry(id)).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(commands(id)).contains("hold-again/4 answered"));
        awaitState(id, "owed");
        assertThat(taken()).isEqualTo("0.00");

        assertThat(retry(id)).isEqualTo(200);
        awaitState(id, "settled");
        assertThat(taken()).isEqualTo("1500.00");
        assertThat(hub.simulator().billing().books().reserved(payer)).hasToString("0.00");
        assertThat(hub.simulator().billing().books().doubleCharges()).isEmpty();
    }

    @Test
    void whatIsHeldAgainIsTakenOnceMoreWhenOnlyTheChargeWasRefused() {
        UUID id = paidWithoutAHold("7701", "pay alma 7273001123 1500tg", "Paid: 1,500.00 KZT");
        awaitState(id, "owed");
        hub.simulator().billing().faults().enqueue("charge", new Refuse("requestDeclined"));
        assertThat(retry(id)).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(commands(id)).contains("collect/4 answered"));
        awaitState(id, "owed");
        assertThat(hub.simulator().billing().books().reserved(payer)).hasToString("1500.00");

        assertThat(retry(id)).isEqualTo(200);

        awaitState(id, "settled");
        assertThat(commands(id)).contains("collect/5 answered").doesNotContain("hold-again/5");
        assertThat(taken()).isEqualTo("1500.00");
        assertThat(available()).isEqualTo("98500.00");
        assertThat(hub.simulator().billing().books().reserved(payer)).hasToString("0.00");
    }

    /** Where the charge comes before the pivot, nothing was done yet: all of it is undone. */
    @Test
    void aRefundOfAnAdvanceIsGivenUp() {
        UUID id = paidWithoutAHold("9505", "refund 4417 1500 KZT", "is back on your phone balance");

        awaitState(id, "reversed");
        assertThat(taken()).isEqualTo("0.00");
        assertThat(available()).isEqualTo("100000.00");
        assertThat(nets(id)).isEmpty();
        assertThat(Posted.open(hub.bean(Ledger.class).of(new InstructionId(id)))).isZero();
        var halyk = hub.simulator().halyk().books();
        assertThat(halyk.available(halyk.account(payer, "KZT"))).hasToString("10000.00");
    }

    /** Lets the reservation run out while the charge is under way; returns when the payer knows. */
    private UUID paidWithoutAHold(String shortCode, String text, String told) {
        String code = Phone.codeIn(phone.ask(shortCode, text));
        hub.simulator().billing().faults().enqueue("charge", LONG_ENOUGH);
        hub.simulator().smsc().deliver(payer, "4404", code);
        UUID id = await().atMost(PATIENCE).until(this::charging, found -> found != null);

        hub.simulator().billing().books().expire(payer);

        assertThat(phone.nextMessage()).contains(told);
        return id;
    }

    private UUID charging() {
        return hub
                .bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT id FROM payment.payment WHERE subscriber_id = ?"
                                + " AND state = 'CHARGING'",
                        UUID.class,
                        subscriber())
                .stream()
                .findFirst()
                .orElse(null);
    }

    private UUID subscriber() {
        var number = new Msisdn(payer);
        return hub.bean(Subscribers.class).resolve(List.of(number)).get(number).value();
    }

    private void awaitState(UUID id, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(payment(id).get("state").asText()).isEqualTo(state));
    }

    private JsonNode payment(UUID id) {
        return support.get("/api/payments/" + id).json();
    }

    private int retry(UUID id) {
        return support.post("/api/payments/" + id + "/retry", REASON).status();
    }

    private String taken() {
        return hub.simulator().billing().books().taken(payer).toString();
    }

    private String available() {
        return hub.simulator().billing().books().available(payer).toString();
    }

    private static Map<String, Long> nets(UUID id) {
        return Posted.nets(hub.bean(Ledger.class).of(new InstructionId(id)));
    }

    private static String ofThePerson(UUID id) {
        return String.join(
                ",",
                hub.bean(JdbcTemplate.class)
                        .queryForList(
                                "SELECT DISTINCT state FROM failedmessages.failed_message"
                                        + " WHERE instruction = ?",
                                String.class,
                                id));
    }

    private static String commands(UUID id) {
        return String.join(
                ", ",
                hub.bean(JdbcTemplate.class)
                        .queryForList(
                                "SELECT step || '/' || generation || ' ' || state"
                                        + " FROM counterparty.command WHERE instruction = ?",
                                String.class,
                                id));
    }
}
