package kz.nusqau.simulator.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Down;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.HeldBack;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.ServerError;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.counterparty.HttpTestClient.NoAnswer;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BillingFaultsIT {

    private static final String PAYER = "77011234567";
    private static final String KEY = "i1/reserve/1";
    private static final Duration DELAY = Duration.ofSeconds(2);

    private WebServer web;
    private BillingSandbox billing;
    private BillingClient client;

    @BeforeEach
    void start() {
        web = WebServer.start("127.0.0.1", 0);
        billing =
                BillingSandbox.of(World.demo())
                        .token(BillingClient.TOKEN)
                        .clock(Clock.systemUTC())
                        .mount(web, "/billing");
        client = new BillingClient(web);
    }

    @AfterEach
    void stop() {
        assertThat(billing.books().discrepancies()).isEmpty();
        web.close();
    }

    @Test
    void refusesAndRemembersIt() {
        billing.faults().enqueue("reservation", new Refuse("fairUseExceeded"));

        var refused = reserve();

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errorCode()).isEqualTo("fairUseExceeded");
        assertThat(client.inquire(KEY).text("state")).isEqualTo("refused");
        assertThat(reserve().errorCode()).isEqualTo("fairUseExceeded");
    }

    @Test
    void showsASlowRequestAsPendingUntilItIsDone() {
        billing.faults().enqueue("reservation", new Slow(DELAY));

        var answer = CompletableFuture.supplyAsync(this::reserve);

        await().until(() -> client.inquire(KEY).status() == 200);
        assertThat(client.inquire(KEY).text("state")).isEqualTo("pending");
        assertThat(reserve().errorCode()).isEqualTo("duplicateRequest");
        assertThat(answer.join().status()).isEqualTo(201);
        assertThat(client.inquire(KEY).text("state")).isEqualTo("completed");
        assertThat(billing.books().operations()).hasSize(1);
    }

    @Test
    void knowsNothingOfAHeldBackRequestUntilItActs() {
        billing.faults().enqueue("reservation", new HeldBack(DELAY));

        var answer = CompletableFuture.supplyAsync(this::reserve);

        await().until(() -> billing.faults().applied() == 1);
        assertThat(client.inquire(KEY).status()).isEqualTo(404);
        assertThat(answer.join().status()).isEqualTo(201);
        assertThat(client.inquire(KEY).text("state")).isEqualTo("completed");
    }

    @Test
    void actsOnceWhenARetryOvertakesTheHeldBackRequest() {
        billing.faults().enqueue("reservation", new HeldBack(DELAY));
        var heldBack = CompletableFuture.supplyAsync(this::reserve);
        await().until(() -> billing.faults().applied() == 1);

        assertThat(reserve().status()).isEqualTo(201);

        assertThat(heldBack.join().status()).isEqualTo(200);
        assertThat(billing.books().openReservations()).hasSize(1);
    }

    @Test
    void resetsTheConnectionWithoutActingWhileDown() throws IOException {
        billing.faults().set(new Down());

        assertThatThrownBy(this::reserve).isInstanceOf(NoAnswer.class);
        assertThatThrownBy(() -> readRawAnswer()).isInstanceOf(SocketException.class);

        billing.faults().clear();
        assertThat(client.inquire(KEY).status()).isEqualTo(404);
        assertThat(reserve().status()).isEqualTo(201);
    }

    private int readRawAnswer() throws IOException {
        try (var socket = new Socket("127.0.0.1", web.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            "GET /billing/v1/operations?key=k HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(BillingClient.TOKEN)
                                    .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        }
    }

    @Test
    void actsAndHangsUpWhenTheAnswerIsLost() throws IOException {
        billing.faults().enqueue("reservation", new AnswerLost());
        billing.faults().enqueue("inquiry", new AnswerLost());

        assertThatThrownBy(this::reserve).isInstanceOf(NoAnswer.class);
        assertThat(readRawAnswer()).isEqualTo(-1);

        assertThat(client.inquire(KEY).text("state")).isEqualTo("completed");
    }

    @Test
    void actsAtOnceAndAnswersLate() {
        billing.faults().enqueue("reservation", new LateAnswer(DELAY));

        var answer = CompletableFuture.supplyAsync(this::reserve);

        await().until(() -> client.inquire(KEY).status() == 200);
        assertThat(client.inquire(KEY).text("state")).isEqualTo("completed");
        assertThat(answer).isNotDone();
        assertThat(answer.join().status()).isEqualTo(201);
    }

    @Test
    void actsOnceAndCallsItADuplicate() {
        billing.faults().enqueue("reservation", new DuplicateAnswer());

        var answer = reserve();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorCode()).isEqualTo("duplicateRequest");
        assertThat(client.inquire(KEY).text("state")).isEqualTo("completed");
    }

    @Test
    void actsAndAnswersNonsense() {
        billing.faults().enqueue("reservation", new Nonsense("{\"state\":"));

        var answer = reserve();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).isEqualTo("{\"state\":");
        assertThat(client.inquire(KEY).text("state")).isEqualTo("completed");
    }

    @Test
    void failsBeforeActing() {
        billing.faults().enqueue("reservation", new ServerError(502));

        assertThat(reserve().status()).isEqualTo(502);
        assertThat(client.inquire(KEY).status()).isEqualTo(404);
    }

    @Test
    void strikesAsOftenAsQueuedAndOnlyItsOperation() {
        billing.faults().enqueue("charge", new ServerError(500), 2);

        assertThat(reserve().status()).isEqualTo(201);
        assertThat(client.charge("i1/charge/1", KEY).status()).isEqualTo(500);
        assertThat(client.charge("i1/charge/1", KEY).status()).isEqualTo(500);
        assertThat(client.charge("i1/charge/1", KEY).status()).isEqualTo(201);
    }

    @Test
    void leavesUnauthenticatedRequestsToTheLock() {
        billing.faults().set(new ServerError(500));

        var answer = client.http().send("POST", "/billing/v1/charges", Map.of(), "{}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(billing.faults().applied()).isZero();
    }

    @Test
    void ordersFaultsOverHttp() {
        var set =
                control(
                        "POST",
                        """
                        {"operation":"reservation","fault":"serverError","status":503,"count":1}""");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().at("/active/0/operation").asText()).isEqualTo("reservation");
        assertThat(set.json().at("/active/0/faults/0").asText()).isEqualTo("serverError");
        assertThat(reserve().status()).isEqualTo(503);
        assertThat(reserve().status()).isEqualTo(201);

        control("POST", "{\"fault\":\"refuse\",\"errorCode\":\"maintenance\"}");
        assertThat(client.inquire(KEY).errorCode()).isEqualTo("maintenance");
        assertThat(control("DELETE", "").json().at("/active")).isEmpty();
        assertThat(client.inquire(KEY).status()).isEqualTo(200);
    }

    @Test
    void saysWhatIsWrongWithAFaultOrder() {
        for (var order :
                List.of(
                        "{}",
                        "{\"fault\":\"explode\"}",
                        "{\"fault\":\"slow\"}",
                        "{\"fault\":\"slow\",\"delay\":\"2 s\"}",
                        "{\"fault\":\"down\",\"operation\":\"deposit\"}",
                        "{\"fault\":\"down\",\"count\":0}",
                        "{\"fault\":\"down\",\"probability\":2}",
                        "{\"fault\":\"serverError\",\"status\":200}")) {
            var answer = control("POST", order);

            assertThat(answer.status()).as(order).isEqualTo(400);
            assertThat(answer.json().at("/errorParameters/0/value").asText()).isNotBlank();
        }
        assertThat(billing.faults().active()).isEmpty();
    }

    @Test
    void repeatsTheSameChaosForTheSameSeed() {
        var first = chaos(7);
        var second = chaos(7);
        var other = chaos(8);

        assertThat(first).isEqualTo(second).isNotEqualTo(other).contains(500, 404);
    }

    private List<Integer> chaos(long seed) {
        control(
                "POST",
                """
                {"probability":0.3,"seed":%d,
                 "faults":[{"fault":"serverError","status":500},{"fault":"serverError"}]}"""
                        .formatted(seed));
        var statuses = IntStream.range(0, 40).mapToObj(i -> client.inquire("k").status()).toList();
        billing.faults().clear();
        return statuses;
    }

    private Reply control(String method, String body) {
        return client.http().send(method, "/billing/_faults", Map.of(), body);
    }

    private Reply reserve() {
        return client.reserve(KEY, PAYER, "1500.00");
    }
}
