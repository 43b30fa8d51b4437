package kz.nusqau.simulator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;
import kz.nusqau.simulator.counterparty.MovableClock;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.Subscriber;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillingSandboxIT {

    private static final String PAYER = "77011234567";
    private static final String FORMER = "77011234568";

    private final MovableClock clock = new MovableClock("2026-11-21T08:00:00Z");
    private final World world = World.demo();
    private WebServer web;
    private BillingSandbox billing;
    private BillingClient client;

    @BeforeEach
    void start() {
        web = WebServer.start("127.0.0.1", 0);
        billing =
                BillingSandbox.of(world)
                        .token(BillingClient.TOKEN)
                        .clock(clock)
                        .mount(web, "/billing");
        client = new BillingClient(web);
    }

    @AfterEach
    void stop() {
        assertThat(billing.books().discrepancies()).isEmpty();
        web.close();
        billing.close();
    }

    @Test
    void tellsTheFactsOfManySubscribersAtOnce() {
        world.put(Subscriber.ordinary(FORMER).withContractEndedAgo(Duration.ofDays(2)));

        var answer = client.query(PAYER, "79991234567", "77025000010", "77025000007", FORMER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("unknown").toString()).isEqualTo("[\"79991234567\"]");
        var ordinary = answer.json().get("subscribers").get(0);
        assertThat(ordinary.get("msisdn").asText()).isEqualTo(PAYER);
        assertThat(ordinary.get("brand").asText()).isEqualTo("activ");
        assertThat(ordinary.get("settlement").asText()).isEqualTo("prepaid");
        assertThat(ordinary.get("owner").asText()).isEqualTo("natural");
        assertThat(ordinary.get("balance").asText()).isEqualTo("100000.00");
        assertThat(ordinary.get("debt").asBoolean()).isFalse();
        assertThat(ordinary.get("simChangedAt").isNull()).isTrue();
        assertThat(ordinary.get("contractEndedAt").isNull()).isTrue();
        assertThat(ordinary.get("registryId").asText()).isNotBlank().doesNotContain(PAYER);
        var changedSim = answer.json().get("subscribers").get(1);
        assertThat(changedSim.get("simChangedAt").asText()).isEqualTo("2026-11-21T07:00:00Z");
        var bonusOnly = answer.json().get("subscribers").get(2);
        assertThat(bonusOnly.get("balance").asText()).isEqualTo("0.00");
        assertThat(bonusOnly.get("bonus").asText()).isEqualTo("50000.00");
        var former = answer.json().get("subscribers").get(3);
        assertThat(former.get("contractEndedAt").asText()).isEqualTo("2026-11-19T08:00:00Z");
    }

    @Test
    void refusesAQueryOfNoneOrTooMany() {
        var tooMany = IntStream.range(0, 257).mapToObj(i -> PAYER).toArray(String[]::new);

        assertThat(client.query(tooMany).errorCode()).isEqualTo("formatError");
        assertThat(client.post("/subscribers/query", "", "{\"msisdns\":[]}").status())
                .isEqualTo(400);
    }

    @Test
    void holdsAReservationAndTakesItWhenCharged() {
        var reserved = client.reserve("i1/reserve/1", PAYER, "1500.00");

        assertThat(reserved.status()).isEqualTo(201);
        assertThat(reserved.text("state")).isEqualTo("reserved");
        assertThat(reserved.text("reservation")).isEqualTo("i1/reserve/1");
        assertThat(balanceOf(PAYER)).isEqualTo("98500.00");
        assertThat(billing.books().reserved(PAYER)).isEqualTo(Amount.tenge(1500));

        var charged = client.charge("i1/charge/1", "i1/reserve/1");

        assertThat(charged.status()).isEqualTo(201);
        assertThat(charged.text("state")).isEqualTo("charged");
        assertThat(charged.text("amount")).isEqualTo("1500.00");
        assertThat(balanceOf(PAYER)).isEqualTo("98500.00");
        assertThat(billing.books().reserved(PAYER)).isEqualTo(Amount.ZERO);
        assertThat(billing.books().taken(PAYER)).isEqualTo(Amount.tenge(1500));
    }

    @Test
    void givesAReleasedReservationBack() {
        client.reserve("i1/reserve/1", PAYER, "1500.00");

        var released = client.release("i1/release/1", "i1/reserve/1");

        assertThat(released.status()).isEqualTo(201);
        assertThat(released.text("state")).isEqualTo("released");
        assertThat(balanceOf(PAYER)).isEqualTo("100000.00");
        assertThat(billing.books().openReservations()).isEmpty();
    }

    @Test
    void refundsInPartsAndNeverMoreThanTheCharge() {
        client.reserve("i1/reserve/1", PAYER, "1500.00");
        client.charge("i1/charge/1", "i1/reserve/1");

        assertThat(client.refund("i1/refund/1", "i1/charge/1", "500.00").status()).isEqualTo(201);
        assertThat(client.refund("i1/refund/2", "i1/charge/1", "1000.01").errorCode())
                .isEqualTo("refundExceedsCharge");
        assertThat(client.refund("i1/refund/3", "i1/charge/1", "1000.00").status()).isEqualTo(201);
        assertThat(balanceOf(PAYER)).isEqualTo("100000.00");
    }

    @Test
    void answersTheSameRequestTheSameAndMovesNothingAgain() {
        var first = client.reserve("i1/reserve/1", PAYER, "1500.00");
        clock.move(Duration.ofMinutes(5));
        client.charge("i1/charge/1", "i1/reserve/1");

        var again = client.reserve("i1/reserve/1", PAYER, "1500.00");
        var chargedAgain = client.charge("i1/charge/1", "i1/reserve/1");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(chargedAgain.status()).isEqualTo(200);
        assertThat(balanceOf(PAYER)).isEqualTo("98500.00");
    }

    @Test
    void answersARefusalAgainEvenWhenItWouldNowSucceed() {
        var subscriber = world.subscriber(PAYER).orElseThrow();
        world.put(subscriber.withBlocked(true));
        var first = client.reserve("i1/reserve/1", PAYER, "1500.00");
        world.put(subscriber);

        var again = client.reserve("i1/reserve/1", PAYER, "1500.00");

        assertThat(first.status()).isEqualTo(422);
        assertThat(first.errorCode()).isEqualTo("subscriberBlocked");
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void refusesAKeyThatBelongsToAnotherRequest() {
        client.reserve("i1/reserve/1", PAYER, "1500.00");

        assertDuplicate(client.reserve("i1/reserve/1", PAYER, "1500.01"));
        assertDuplicate(client.reserve("i1/reserve/1", "77011234568", "1500.00"));
        assertDuplicate(client.charge("i1/reserve/1", "i1/reserve/1"));
        assertThat(balanceOf(PAYER)).isEqualTo("98500.00");
    }

    private static void assertDuplicate(Reply reply) {
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text("errorCategory")).isEqualTo("validation");
        assertThat(reply.errorCode()).isEqualTo("duplicateRequest");
    }

    @ParameterizedTest
    @CsvSource({
        "77025000002, 10.00, subscriberBlocked",
        "77025000003, 100.01, insufficientFunds",
        "77025000007, 0.01, insufficientFunds",
        "79991234567, 10.00, subscriberNotFound",
    })
    void refusesWhatCannotBeReserved(String msisdn, String amount, String code) {
        var refused = client.reserve("i1/reserve/1", msisdn, amount);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errorCode()).isEqualTo(code);
        assertThat(refused.text("errorDescription")).isNotBlank();
        assertThat(refused.text("errorDateTime")).isEqualTo("2026-11-21T08:00:00Z");
    }

    @Test
    void reservesUpToTheLastTenge() {
        assertThat(client.reserve("i1/reserve/1", "77025000003", "100.00").status()).isEqualTo(201);
        assertThat(client.reserve("i2/reserve/1", "77025000003", "0.01").errorCode())
                .isEqualTo("insufficientFunds");
    }

    @Test
    void refusesToEndAReservationTwice() {
        client.reserve("i1/reserve/1", PAYER, "10.00");
        client.charge("i1/charge/1", "i1/reserve/1");
        client.reserve("i2/reserve/1", PAYER, "10.00");
        client.release("i2/release/1", "i2/reserve/1");

        assertThat(client.release("i1/release/1", "i1/reserve/1").status()).isEqualTo(409);
        assertThat(client.charge("i1/charge/2", "i1/reserve/1").errorCode())
                .isEqualTo("incorrectState");
        assertThat(client.charge("i2/charge/1", "i2/reserve/1").errorCode())
                .isEqualTo("incorrectState");
        assertThat(client.release("i2/release/2", "i2/reserve/1").errorCode())
                .isEqualTo("incorrectState");
    }

    @Test
    void refusesToEndWhatNeverWas() {
        assertThat(client.charge("i1/charge/1", "i1/reserve/1").errorCode())
                .isEqualTo("reservationNotFound");
        assertThat(client.release("i1/release/1", "i1/reserve/1").errorCode())
                .isEqualTo("reservationNotFound");
        assertThat(client.refund("i1/refund/1", "i1/charge/1", "1.00").errorCode())
                .isEqualTo("chargeNotFound");
    }

    @Test
    void endsAForgottenReservationAfterItsLifetime() {
        client.reserve("i1/reserve/1", PAYER, "1500.00");
        clock.move(Duration.ofHours(24).minusSeconds(1));
        assertThat(balanceOf(PAYER)).isEqualTo("98500.00");

        clock.move(Duration.ofSeconds(1));

        assertThat(balanceOf(PAYER)).isEqualTo("100000.00");
        assertThat(client.inquire("i1/reserve/1").text("reservationState")).isEqualTo("expired");
        assertThat(client.charge("i1/charge/1", "i1/reserve/1").errorCode())
                .isEqualTo("reservationExpired");
        assertThat(client.release("i1/release/1", "i1/reserve/1").status()).isEqualTo(201);
        assertThat(balanceOf(PAYER)).isEqualTo("100000.00");
    }

    @Test
    void endsReservationsEarlierWhenATestWantsIt() {
        client.reserve("i1/reserve/1", PAYER, "1500.00");
        client.reserve("i2/reserve/1", FORMER, "20.00");

        billing.books().expire(PAYER);

        assertThat(balanceOf(PAYER)).isEqualTo("100000.00");
        assertThat(balanceOf(FORMER)).isEqualTo("99980.00");
        var expired = billing.books().reservation("i1/reserve/1").orElseThrow();
        assertThat(expired.state()).isEqualTo(Reservation.State.EXPIRED);
        assertThat(expired.expires()).isEqualTo(clock.instant());
        clock.move(Duration.ofHours(24));
        assertThat(billing.books().openReservations()).isEmpty();
    }

    @Test
    void tellsWhatBecameOfARequest() {
        client.reserve("i1/reserve/1", PAYER, "1500.00");
        client.charge("i1/charge/1", "i1/reserve/1");
        client.reserve("i2/reserve/1", PAYER, "100000.00");

        var reserved = client.inquire("i1/reserve/1");
        var charged = client.inquire("i1/charge/1");
        var refused = client.inquire("i2/reserve/1");

        assertThat(reserved.text("kind")).isEqualTo("reservation");
        assertThat(reserved.text("state")).isEqualTo("completed");
        assertThat(reserved.text("reservationState")).isEqualTo("charged");
        assertThat(charged.text("reservation")).isEqualTo("i1/reserve/1");
        assertThat(charged.text("amount")).isEqualTo("1500.00");
        assertThat(refused.text("state")).isEqualTo("refused");
        assertThat(refused.json().at("/error/errorCode").asText()).isEqualTo("insufficientFunds");
    }

    @Test
    void knowsNothingOfAKeyThatNeverCame() {
        var answer = client.inquire("i1/reserve/1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("errorCategory")).isEqualTo("identification");
        assertThat(answer.errorCode()).isEqualTo("notFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"msisdn\":\"77011234567\",\"currency\":\"KZT\"}",
                "{\"msisdn\":\"77011234567\",\"amount\":1500,\"currency\":\"KZT\"}",
                "{\"msisdn\":\"77011234567\",\"amount\":\"1500\",\"currency\":\"KZT\"}",
                "{\"msisdn\":\"77011234567\",\"amount\":\"0.00\",\"currency\":\"KZT\"}",
                "{\"msisdn\":\"77011234567\",\"amount\":\"-1.00\",\"currency\":\"KZT\"}",
                "{\"msisdn\":\"77011234567\",\"amount\":\"1500.00\",\"currency\":\"USD\"}",
                "{\"msisdn\":\"+77011234567\",\"amount\":\"1500.00\",\"currency\":\"KZT\"}",
            })
    void leavesNoTraceOfAMalformedRequest(String body) {
        var answer = client.post("/reservations", "i1/reserve/1", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("errorCategory")).isEqualTo("validation");
        assertThat(client.inquire("i1/reserve/1").status()).isEqualTo(404);
    }

    @Test
    void demandsAKeyForEveryEffect() {
        var answer = client.post("/charges", "", "{\"reservation\":\"x\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("mandatoryValueNotSupplied");
        assertThat(answer.text("errorDescription")).contains("X-CorrelationID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer other", "Basic c2VjcmV0"})
    void demandsTheToken(String authorization) {
        var answer =
                client.http()
                        .send(
                                "POST",
                                "/billing/v1/reservations",
                                Map.of("Authorization", authorization),
                                "{}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("errorCategory")).isEqualTo("authorisation");
    }

    @Test
    void movesMoneyOnceWhenTheSameKeyIsHammered() throws Exception {
        var threads = 16;
        var go = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var thread = 0; thread < threads; thread++) {
                pool.submit(
                        () -> {
                            go.await();
                            for (var i = 0; i < 20; i++) {
                                client.reserve("i" + i + "/reserve/1", PAYER, "100.00");
                                client.charge("i" + i + "/charge/1", "i" + i + "/reserve/1");
                            }
                            return null;
                        });
            }
            go.countDown();
        }

        assertThat(billing.books().taken(PAYER)).isEqualTo(Amount.tenge(2000));
        assertThat(balanceOf(PAYER)).isEqualTo("98000.00");
        assertThat(billing.books().doubleCharges()).isEmpty();
        assertThat(billing.books().operations()).hasSize(40);
    }

    @Test
    void namesInstructionsThatWereChargedTwice() {
        client.reserve("i1/reserve/1", PAYER, "10.00");
        client.charge("i1/charge/1", "i1/reserve/1");
        client.reserve("i1/reserve/2", PAYER, "10.00");
        client.charge("i1/charge/2", "i1/reserve/2");
        client.reserve("i2/reserve/1", PAYER, "10.00");
        client.charge("i2/charge/1", "i2/reserve/1");

        assertThat(billing.books().doubleCharges()).containsOnlyKeys("i1");

        client.refund("i1/refund/1", "i1/charge/1", "10.00");

        assertThat(billing.books().doubleCharges()).isEmpty();
    }

    @Test
    void showsItsBooksAsJson() {
        client.reserve("i1/reserve/1", PAYER, "10.00");
        client.charge("i1/charge/1", "i1/reserve/1");
        client.reserve("i2/reserve/1", "77011234568", "10.00");

        var all = client.http().get("/billing/books", Map.of()).json();
        var one = client.http().get("/billing/books?msisdn=" + PAYER, Map.of()).json();

        assertThat(all.at("/totals/taken").asText()).isEqualTo("10.00");
        assertThat(all.at("/totals/reserved").asText()).isEqualTo("10.00");
        assertThat(all.at("/operations")).hasSize(3);
        assertThat(all.at("/discrepancies")).isEmpty();
        assertThat(one.at("/subscriber/available").asText()).isEqualTo("99990.00");
        assertThat(one.at("/operations")).hasSize(2);
    }

    @Test
    void servesAPageToReadThem() {
        var page = client.http().get("/billing/", Map.of());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.raw().headers().firstValue("Content-Type"))
                .contains("text/html; charset=utf-8");
        assertThat(page.raw().body()).contains("Fault switches").doesNotContain("https://");
        assertThat(client.http().get("/billing", Map.of()).raw().headers().firstValue("Location"))
                .contains("/billing/");
        assertThat(client.http().get("/billing/v2", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        assertThat(client.post("/charges", "k", "x".repeat(300_000)).status()).isEqualTo(413);
    }

    private String balanceOf(String msisdn) {
        return client.query(msisdn).json().at("/subscribers/0/balance").asText();
    }
}
