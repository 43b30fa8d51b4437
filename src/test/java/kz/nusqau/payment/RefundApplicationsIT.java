package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.OperationsClient.Reply;
import kz.nusqau.SharedHub;
import kz.nusqau.dialogue.Phone;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.Posted;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.Subscriber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rest of an advance is refunded when the contract has ended and somebody takes the application
 * in; held against billing's and the bank's own books and the ledger.
 */
@ExtendWith(SharedHub.class)
@Tag("R-BLK-4")
class RefundApplicationsIT {

    private static final String PATH = "/api/refund-applications";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String owner = FreshMsisdn.next();
    private HubUnderTest hub;
    private OperationsClient support;

    @BeforeEach
    void endTheContract(HubUnderTest shared) {
        hub = shared;
        support = new OperationsClient(hub, "support");
        put(former());
    }

    @AfterEach
    void switchOff() {
        hub.simulator().halyk().faults().clear();
        hub.simulator().billing().faults().clear();
    }

    @Test
    @Tag("R-INS-12")
    void refundsAllThatIsLeftToTheOwnCard() {
        LocalDate appliedOn = today().minusDays(3);

        JsonNode filed = file("4417", appliedOn).json();

        assertThat(filed.get("appliedOn").asText()).isEqualTo(appliedOn.toString());
        assertThat(filed.get("dueOn").asText()).isEqualTo(appliedOn.plusDays(30).toString());
        assertThat(filed.get("overdue").asBoolean()).isFalse();
        JsonNode refunded = awaitApplication(filed, "refunded");
        JsonNode first = refunded.get("tries").get(0);
        assertThat(first.get("who").asText()).isEqualTo("support");
        assertThat(first.get("reason").asText()).isEqualTo("application 118");
        assertThat(first.get("amount").asLong()).isEqualTo(10_000_000);
        assertThat(first.get("payment").asText()).isEqualTo("settled");
        assertThat(listed()).doesNotContain(id(filed));
        var books = hub.simulator().billing().books();
        assertThat(books.available(owner)).hasToString("0.00");
        assertThat(books.reserved(owner)).hasToString("0.00");
        assertThat(books.taken(owner)).hasToString("100000.00");
        assertThat(books.doubleCharges()).isEmpty();
        assertThat(atHalyk()).isEqualTo("110000.00");
        var id = new InstructionId(UUID.fromString(first.get("instruction").asText()));
        assertThat(Posted.nets(hub.bean(Ledger.class).of(id)))
                .isEqualTo(Map.of("operator.billing", 10_000_000L, "bank.halyk", -10_000_000L));
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
        assertThat(timeline(id)).contains("payment.applied-for");
        assertThat(texts()).isZero();
    }

    @Test
    void staysDueUntilARefundIsSettled() {
        hub.simulator().halyk().faults().enqueue("transfer", new CounterpartyFault.Refuse("AC04"));
        LocalDate appliedOn = today().minusDays(31);

        JsonNode filed = file("4417", appliedOn).json();
        JsonNode open = awaitApplication(filed, "open");

        assertThat(open.get("overdue").asBoolean()).isTrue();
        assertThat(open.get("tries").get(0).get("payment").asText()).isEqualTo("reversed");
        assertThat(open.get("tries").get(0).get("obstacle").asText()).isNotEmpty();
        assertThat(hub.simulator().billing().books().available(owner)).hasToString("100000.00");
        assertThat(listed()).contains(id(filed));
        assertThat(overdue()).isPositive();

        JsonNode again = file("4417", today()).json();
        assertThat(id(again)).isEqualTo(id(filed));
        assertThat(again.get("appliedOn").asText()).isEqualTo(appliedOn.toString());
        JsonNode refunded = awaitApplication(again, "refunded");
        assertThat(refunded.get("tries")).hasSize(2);
        assertThat(refunded.get("overdue").asBoolean()).isFalse();
        assertThat(listed()).doesNotContain(id(filed));
        assertThat(hub.simulator().billing().books().taken(owner)).hasToString("100000.00");
        assertThat(hub.simulator().billing().books().doubleCharges()).isEmpty();
        assertThat(atHalyk()).isEqualTo("110000.00");
    }

    @Test
    @Tag("R-INS-12")
    void keepsTheDateOfWhatNamesAnothersAccount() {
        var kaspi = hub.simulator().kaspi().books();
        String others = kaspi.account(FreshMsisdn.next(), "KZT").iban();

        JsonNode filed = file(others, today()).json();

        assertObstacle(filed, "others-account");
        assertThat(filed.get("state").asText()).isEqualTo("open");
        assertThat(listed()).contains(id(filed));
        assertUntouched();
        String own = kaspi.account(owner, "KZT").iban();
        awaitApplication(file(own, today()).json(), "refunded");
        assertThat(kaspi.available(kaspi.account(owner, "KZT"))).hasToString("350000.00");
    }

    @Test
    void saysWhatStandsInTheWay() {
        hub.simulator().halyk().faults().enqueue("check", new CounterpartyFault.ServerError(503));
        assertObstacle(file("4417", today()).json(), "service-unavailable");
        put(former().withDebt(true));
        assertObstacle(file("4417", today()).json(), "debt");
        put(former().withSanctioned(true));
        assertObstacle(file("4417", today()).json(), "sanctioned");

        put(former().withBalance(Amount.ZERO));
        JsonNode nothing = file("4417", today()).json();

        assertObstacle(nothing, "nothing-left");
        assertThat(nothing.get("state").asText()).isEqualTo("nothing-left");
        assertThat(listed()).doesNotContain(id(nothing));
    }

    @Test
    @Tag("R-BLK-5")
    void waitsForInstructionsThatAreNotEnded() {
        put(Subscriber.ordinary(owner));
        new Phone(hub, owner).ask("7701", "pay alma 7273001123 1500tg");
        put(former());

        assertObstacle(file("4417", today()).json(), "unfinished-instruction");

        assertUntouched();
    }

    @Test
    void beginsOneRefundHoweverOftenItIsFiledAtATime() {
        hub.simulator()
                .billing()
                .faults()
                .enqueueAbout(
                        owner, "reservation", new CounterpartyFault.Slow(Duration.ofSeconds(4)));

        List<Reply> replies =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> file("4417", today())))
                        .limit(4)
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(replies).extracting(Reply::status).containsOnlyOnce(200).contains(409);
        JsonNode filed =
                replies.stream().filter(it -> it.status() == 200).findFirst().orElseThrow().json();
        assertThat(awaitApplication(filed, "refunded").get("tries")).hasSize(1);
        assertThat(hub.simulator().billing().books().taken(owner)).hasToString("100000.00");
    }

    @Test
    void isNoWayToRefundALiveContract() {
        put(Subscriber.ordinary(owner));

        assertThat(file("4417", today()).status()).isEqualTo(409);

        assertUntouched();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "msisdn    | 12345       | 4417             |            | x",
                "to        |             | 4400430212345678 |            | x",
                "to        |             | 441              |            | x",
                "appliedOn |             | 4417             | yesterday  | x",
                "appliedOn |             | 4417             | 2999-01-01 | x",
                "reason    |             | 4417             |            | ''",
            })
    void saysWhatIsWrongWithARequest(
            String field, String msisdn, String to, String appliedOn, String reason) {
        Reply reply =
                support.post(PATH, body(msisdn == null ? owner : msisdn, to, appliedOn, reason));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("field").asText()).isEqualTo(field);
    }

    @Test
    void isForThoseWhoMayAct() {
        assertThat(support.post(PATH, body("79991234567", "4417", null, "x")).status())
                .isEqualTo(404);
        assertThat(support.get(PATH + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        var auditor = new OperationsClient(hub, "auditor");
        assertThat(auditor.get(PATH).status()).isEqualTo(200);
        assertThat(auditor.post(PATH, body(owner, "4417", null, "x")).status()).isEqualTo(403);
        assertUntouched();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refund 4417 1500 KZT       | Refused: the contract for this number has ended.",
                "оплата alma 7273001123 1500тг | Отказано: договор по этому номеру прекращен.",
                "аудару 77010000001 1500 тг | Бас тартылды: бұл нөмір бойынша шарт аяқталған.",
            })
    @Tag("R-BLK-5")
    void refusesTheSubscribersOwnInstructions(String text, String answer) {
        assertThat(new Phone(hub, owner).ask("7701", text)).startsWith(answer);

        assertUntouched();
    }

    private Subscriber former() {
        return Subscriber.ordinary(owner).withContractEndedAgo(Duration.ofDays(40));
    }

    private void put(Subscriber subscriber) {
        hub.simulator().world().put(subscriber);
    }

    private Reply file(String to, LocalDate appliedOn) {
        return support.post(PATH, body(owner, to, appliedOn.toString(), "application 118"));
    }

    private static String body(String msisdn, String to, String appliedOn, String reason) {
        String date = appliedOn == null ? "" : ", \"appliedOn\": \"%s\"".formatted(appliedOn);
        return "{\"msisdn\": \"%s\", \"to\": \"%s\"%s, \"reason\": \"%s\"}"
                .formatted(msisdn, to, date, reason);
    }

    private JsonNode awaitApplication(JsonNode filed, String state) {
        String path = PATH + "/" + id(filed);
        return await().atMost(PATIENCE)
                .until(
                        () -> support.get(path).json(),
                        found -> found.get("state").asText().equals(state));
    }

    private List<String> listed() {
        return support.get(PATH + "?limit=200").json().get("items").findValuesAsText("id");
    }

    private static String id(JsonNode application) {
        return application.get("id").asText();
    }

    private static void assertObstacle(JsonNode filed, String obstacle) {
        JsonNode last = filed.get("tries").get(filed.get("tries").size() - 1);
        assertThat(last.get("obstacle").asText()).isEqualTo(obstacle);
        assertThat(last.get("instruction").isNull()).isTrue();
    }

    private void assertUntouched() {
        var books = hub.simulator().billing().books();
        assertThat(books.available(owner)).hasToString("100000.00");
        assertThat(books.reserved(owner)).hasToString("0.00");
    }

    private String atHalyk() {
        var books = hub.simulator().halyk().books();
        return books.available(books.account(owner, "KZT")).toString();
    }

    private double overdue() {
        return hub.bean(MeterRegistry.class)
                .get("nusqau.refund-applications.overdue")
                .gauge()
                .value();
    }

    private List<String> timeline(InstructionId id) {
        return hub.bean(JdbcTemplate.class)
                .queryForList(
                        "SELECT kind FROM mailbox.timeline WHERE instruction_id = ?",
                        String.class,
                        id.value());
    }

    private long texts() {
        return hub.bean(JdbcTemplate.class)
                .queryForObject(
                        "SELECT count(*) FROM mailbox.outbound WHERE subscriber_id = ?",
                        Long.class,
                        StoredStates.subscriber(hub, owner));
    }

    private static LocalDate today() {
        return AlmatyDay.of(Instant.now());
    }
}
