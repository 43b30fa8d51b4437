package kz.nusqau.simulator.emoney;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import kz.nusqau.simulator.counterparty.CallbackFate;
import kz.nusqau.simulator.counterparty.CounterpartyFault;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.BadSignature;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Callback;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Down;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Forgotten;
import kz.nusqau.simulator.counterparty.CounterpartyFault.HeldBack;
import kz.nusqau.simulator.counterparty.CounterpartyFault.LateAnswer;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Nonsense;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.counterparty.HttpTestClient.NoAnswer;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsynchronousEmoneyIT {

    private static final String PAYER = "77011234567";
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final String id = EmoneyClient.newId();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private WebServer web;
    private EmoneySandbox kazeuromobile;
    private CallbackDesk desk;
    private EmoneyClient client;

    @BeforeEach
    void start() throws Exception {
        web = WebServer.start("127.0.0.1", 0);
        kazeuromobile =
                EmoneySandbox.of("kazeuromobile", World.demo())
                        .client(EmoneyClient.ID, EmoneyClient.SECRET)
                        .actingAfter(Duration.ofMillis(20))
                        .mount(web, "/kem");
        desk = new CallbackDesk(() -> 204);
        client = clientCalledBackAt(desk.url("/told/i1?a=b"));
    }

    private EmoneyClient clientCalledBackAt(String url) {
        return new EmoneyClient(web, Clock.systemUTC(), "/kem", Map.of("X-Callback-URL", url));
    }

    @AfterEach
    void stop() {
        assertThat(kazeuromobile.books().discrepancies()).isEmpty();
        mayAnswer.countDown();
        desk.close();
        web.close();
        kazeuromobile.close();
    }

    @Test
    void takesARequestInAndCallsBack() throws Exception {
        var taken = deposit();

        assertThat(taken.status()).isEqualTo(202);
        assertThat(taken.text("clientCorrelationId")).isEqualTo(id);
        assertThat(taken.text("status")).isEqualTo("pending");
        assertThat(taken.text("notificationMethod")).isEqualTo("callback");
        assertThat(taken.raw().headers().firstValue("Location"))
                .contains("/kem/v1/responses/" + id);
        assertThat(EmoneyClient.isSigned(taken)).isTrue();
        var told = desk.take();
        assertThat(told.isSigned()).isTrue();
        assertThat(told.method()).isEqualTo("PUT");
        assertThat(told.target()).isEqualTo("/told/i1?a=b");
        assertThat(told.client()).isEqualTo(EmoneyClient.ID);
        assertThat(told.correlation()).isEqualTo(id);
        assertThat(told.body()).isEqualTo(client.inquire(id).raw().body());
        assertThat(client.inquire(id).text("state")).isEqualTo("completed");
        assertThat(client.inquire(id).json().at("/response/paymentNumber").asText())
                .matches(PaymentNumbers::isValid);
    }

    @Test
    void isAskedByAClientThatNamesNoAddress() {
        var asking = new EmoneyClient(web, Clock.systemUTC(), "/kem", Map.of());
        kazeuromobile.faults().enqueue("deposit", new Slow(DELAY));

        var taken = asking.deposit(id, PAYER, "500.00", "i1/topup/1");

        assertThat(taken.text("notificationMethod")).isEqualTo("polling");
        assertThat(asking.inquire(id).text("state")).isEqualTo("pending");
        await().until(() -> asking.inquire(id).text("state").equals("completed"));
    }

    @Test
    void tellsARefusalLater() throws Exception {
        var taken = client.pay(id, PAYER, "su", "12345678", "100.00", "i1/pay/1");

        assertThat(taken.status()).isEqualTo(202);
        assertThat(desk.take().body()).contains("\"failed\"", "insufficientFunds");
        assertThat(client.inquire(id).text("state")).isEqualTo("failed");
    }

    @Test
    void refusesAtOnceWhatItCannotRead() {
        assertThat(client.deposit(id, PAYER, "x", "i1/topup/1").status()).isEqualTo(400);
        assertThat(
                        clientCalledBackAt("ftp://nowhere")
                                .deposit(id, PAYER, "1.00", "i1/topup/1")
                                .errorCode())
                .isEqualTo("formatError");
        assertThat(client.inquire(id).status()).isEqualTo(404);
    }

    @Test
    void takesAKeyOnceWhetherPendingOrDone() throws Exception {
        kazeuromobile.faults().enqueue("deposit", new Slow(DELAY));
        deposit();

        assertThat(deposit().errorCode()).isEqualTo("duplicateRequest");
        desk.take();
        assertThat(deposit().errorCode()).isEqualTo("duplicateRequest");
        assertThat(kazeuromobile.books().wallet(PAYER)).isEqualTo(Amount.tenge(500));
    }

    @Test
    void keepsBooksApartFromAnotherSystem() throws Exception {
        try (var wooppay =
                EmoneySandbox.of("wooppay", World.demo())
                        .client(EmoneyClient.ID, EmoneyClient.SECRET)
                        .mount(web, "/wooppay")) {
            deposit();
            desk.take();

            assertThat(kazeuromobile.books().wallet(PAYER)).isEqualTo(Amount.tenge(500));
            assertThat(wooppay.books().wallet(PAYER)).isEqualTo(Amount.ZERO);
            var other = new EmoneyClient(web, Clock.systemUTC());
            assertThat(other.quote(PAYER, "tel", "77051234567", "500.00").text("fee"))
                    .isEqualTo("15.00");
            assertThat(client.quote(PAYER, "tel", "77051234567", "500.00").text("fee"))
                    .isEqualTo("10.00");
            assertThat(other.quote(PAYER, "su", "12345678", "500.00").errorCode())
                    .isEqualTo("identifierError");
        }
    }

    static Stream<CounterpartyFault> callingBackAllTheSame() {
        return Stream.of(
                new AnswerLost(),
                new LateAnswer(DELAY),
                new HeldBack(DELAY),
                new Slow(DELAY),
                new DuplicateAnswer(),
                new Nonsense("<html>"),
                new BadSignature());
    }

    @ParameterizedTest
    @MethodSource("callingBackAllTheSame")
    void callsBackWhateverBecomesOfTheAnswer(CounterpartyFault fault) throws Exception {
        kazeuromobile.faults().enqueue("deposit", fault);

        var answer = CompletableFuture.supplyAsync(this::deposit);

        assertThat(desk.take().isSigned()).isTrue();
        assertThat(kazeuromobile.books().wallet(PAYER)).isEqualTo(Amount.tenge(500));
        answer.exceptionally(lost -> null).join();
    }

    @Test
    void losesAnAnswerAndRefusesAConnection() {
        kazeuromobile.faults().enqueue("deposit", new AnswerLost());
        assertThatThrownBy(this::deposit).isInstanceOf(NoAnswer.class);

        kazeuromobile.faults().enqueue("billpay", new Down());
        assertThatThrownBy(
                        () -> client.pay(EmoneyClient.newId(), PAYER, "su", "1", "1.00", "i/p/1"))
                .isInstanceOf(NoAnswer.class);
    }

    @Test
    void refusesByOrderAfterTakingIn() throws Exception {
        kazeuromobile.faults().enqueue("deposit", new Refuse("requestDeclined"));

        assertThat(deposit().status()).isEqualTo(202);

        assertThat(desk.take().body()).contains("requestDeclined");
    }

    @Test
    void losesACallBack() {
        callBack(CallbackFate.LOST);

        deposit();

        await().until(() -> client.inquire(id).text("state").equals("completed"));
        assertThat(desk.waiting()).isZero();
    }

    @Test
    void callsBackTwice() throws Exception {
        callBack(CallbackFate.TWICE);

        deposit();

        assertThat(desk.take()).isEqualTo(desk.take());
    }

    @Test
    void callsBackWithAWrongSignature() throws Exception {
        callBack(CallbackFate.FORGED);

        deposit();

        assertThat(desk.take().isSigned()).isFalse();
    }

    @Test
    void contradictsItself() throws Exception {
        callBack(CallbackFate.CONTRADICTED);

        deposit();

        assertThat(desk.take().body()).contains("\"state\":\"completed\"");
        var lie = desk.take();
        assertThat(lie.isSigned()).isTrue();
        assertThat(lie.body()).contains("\"state\":\"failed\"");
        assertThat(client.inquire(id).text("state")).isEqualTo("completed");
    }

    @Test
    void contradictsARefusal() throws Exception {
        callBack("billpay", CallbackFate.CONTRADICTED);

        client.pay(id, PAYER, "su", "12345678", "500.00", "i1/pay/1");

        assertThat(desk.take().body()).contains("insufficientFunds");
        assertThat(desk.take().body()).contains("\"transactionStatus\":\"completed\"");
        assertThat(client.inquire(id).text("state")).isEqualTo("failed");
    }

    @Test
    void forgetsWhatItTookIn() {
        kazeuromobile.faults().enqueue("deposit", new Forgotten());

        assertThat(deposit().status()).isEqualTo(202);

        await().until(() -> client.inquire(id).status() == 404);
        assertThat(kazeuromobile.books().operations()).isEmpty();
        assertThat(desk.waiting()).isZero();
        assertThat(deposit().status()).isEqualTo(202);
    }

    @Test
    void callsBackBeforeItAnswers() throws Exception {
        try (var slow = new CallbackDesk(this::whenAllowed)) {
            callBack(CallbackFate.FIRST);
            var answer =
                    CompletableFuture.supplyAsync(
                            () ->
                                    clientCalledBackAt(slow.url("/"))
                                            .deposit(id, PAYER, "500.00", "i1/topup/1"));
            slow.take();

            assertThat(answer).isNotDone();
            mayAnswer.countDown();

            assertThat(answer.join().status()).isEqualTo(202);
        }
    }

    private int whenAllowed() {
        try {
            mayAnswer.await();
            return 204;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void setsEveryFateOfACallBackOverHttp() {
        for (var fault :
                List.of(
                        "callbackLost",
                        "callbackTwice",
                        "callbackFirst",
                        "callbackForged",
                        "callbackContradicted",
                        "forgotten")) {
            var set =
                    client.http()
                            .send(
                                    "POST",
                                    "/kem/_faults",
                                    Map.of(),
                                    "{\"fault\":\"" + fault + "\",\"count\":1}");

            assertThat(set.status()).isEqualTo(200);
            assertThat(set.raw().body()).contains(fault);
        }
        kazeuromobile.faults().clear();
    }

    private void callBack(CallbackFate fate) {
        callBack("deposit", fate);
    }

    private void callBack(String operation, CallbackFate fate) {
        kazeuromobile.faults().enqueue(operation, new Callback(fate));
    }

    private Reply deposit() {
        return client.deposit(id, PAYER, "500.00", "i1/topup/1");
    }
}
