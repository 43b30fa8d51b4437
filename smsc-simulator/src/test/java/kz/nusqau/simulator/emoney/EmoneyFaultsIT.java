package kz.nusqau.simulator.emoney;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import kz.nusqau.simulator.counterparty.CounterpartyFault.AnswerLost;
import kz.nusqau.simulator.counterparty.CounterpartyFault.BadSignature;
import kz.nusqau.simulator.counterparty.CounterpartyFault.DuplicateAnswer;
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

class EmoneyFaultsIT {

    private static final String PAYER = "77011234567";
    private static final Duration DELAY = Duration.ofSeconds(2);

    private final String correlation = EmoneyClient.newId();
    private WebServer web;
    private EmoneySandbox wooppay;
    private EmoneyClient client;

    @BeforeEach
    void start() {
        web = WebServer.start("127.0.0.1", 0);
        wooppay =
                EmoneySandbox.of("wooppay", World.demo())
                        .client(EmoneyClient.ID, EmoneyClient.SECRET)
                        .mount(web, "/wooppay");
        client = new EmoneyClient(web, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        assertThat(wooppay.books().discrepancies()).isEmpty();
        web.close();
    }

    @Test
    void refusesAndRemembersIt() {
        wooppay.faults().enqueue("deposit", new Refuse("dailyValueLimitExceeded"));

        var refused = deposit();

        assertThat(refused.errorCode()).isEqualTo("dailyValueLimitExceeded");
        assertThat(client.inquire(correlation).text("state")).isEqualTo("failed");
        assertThat(deposit().errorCode()).isEqualTo("duplicateRequest");
    }

    @Test
    void showsASlowRequestAsPendingUntilItIsDone() {
        wooppay.faults().enqueue("deposit", new Slow(DELAY));

        var answer = CompletableFuture.supplyAsync(this::deposit);

        await().until(() -> client.inquire(correlation).status() == 200);
        assertThat(client.inquire(correlation).text("state")).isEqualTo("pending");
        assertThat(deposit().errorCode()).isEqualTo("duplicateRequest");
        assertThat(answer.join().status()).isEqualTo(201);
        assertThat(client.inquire(correlation).text("state")).isEqualTo("completed");
    }

    @Test
    void actsOnceWhenARetryOvertakesTheHeldBackRequest() {
        wooppay.faults().enqueue("deposit", new HeldBack(DELAY));
        var heldBack = CompletableFuture.supplyAsync(this::deposit);
        await().until(() -> wooppay.faults().applied() == 1);

        assertThat(client.inquire(correlation).status()).isEqualTo(404);
        assertThat(deposit().status()).isEqualTo(201);

        assertThat(heldBack.join().errorCode()).isEqualTo("duplicateRequest");
        assertThat(wooppay.books().wallet(PAYER)).isEqualTo(Amount.tenge(500));
    }

    @Test
    void actsAndHangsUpWhenTheAnswerIsLost() {
        wooppay.faults().enqueue("deposit", new AnswerLost());

        assertThatThrownBy(this::deposit).isInstanceOf(NoAnswer.class);

        assertThat(client.inquire(correlation).json().at("/response/paymentNumber").asText())
                .matches(PaymentNumbers::isValid);
    }

    @Test
    void signsALateAnswerWhenItLeaves() {
        wooppay.faults().enqueue("deposit", new LateAnswer(DELAY));

        var answer = CompletableFuture.supplyAsync(this::deposit);

        await().until(() -> wooppay.books().operation(correlation).isPresent());
        assertThat(answer).isNotDone();
        assertThat(EmoneyClient.isSigned(answer.join())).isTrue();
    }

    @Test
    void actsOnceAndCallsItADuplicate() {
        wooppay.faults().enqueue("deposit", new DuplicateAnswer());

        assertThat(deposit().errorCode()).isEqualTo("duplicateRequest");
        assertThat(client.inquire(correlation).text("state")).isEqualTo("completed");
    }

    @Test
    void signsNonsenseToo() {
        wooppay.faults().enqueue("deposit", new Nonsense("<html>"));

        var answer = deposit();

        assertThat(answer.raw().body()).isEqualTo("<html>");
        assertThat(EmoneyClient.isSigned(answer)).isTrue();
        assertThat(client.inquire(correlation).text("state")).isEqualTo("completed");
    }

    @Test
    void actsAndSignsWrongly() {
        wooppay.faults().enqueue("deposit", new BadSignature());

        var answer = deposit();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(EmoneyClient.isSigned(answer)).isFalse();
        assertThat(client.inquire(correlation).text("state")).isEqualTo("completed");
    }

    private Reply deposit() {
        return client.deposit(correlation, PAYER, "500.00", "i1/topup/1");
    }
}
