package kz.nusqau.counterparty;

import static kz.nusqau.counterparty.Stage.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.CommandOutcome.Stuck;
import kz.nusqau.counterparty.command.CallbackRequest;
import kz.nusqau.counterparty.command.Callbacks;
import kz.nusqau.counterparty.command.Callbacks.Heard;
import kz.nusqau.counterparty.emoney.CorrelationIds;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may tell outcomes, and what a lie, a repetition or a contradiction does: nothing. */
class CallbacksIT {

    private static final String KEM = "kazeuromobile";
    private static final String SECRET = "another-secret";
    private static final Duration FOR_THE_TEST = Duration.ofMinutes(10);

    private static Stage stage;
    private static CallbackServer server;
    private static TestHub hub;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage();
        server = new CallbackServer();
        hub = stage.hub(stage.outside.properties(server.url()));
        server.serve(hub);
        hub.startRoutes();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        server.close();
        stage.close();
    }

    @AfterEach
    void clear() {
        stage.outside.kazeuromobile.faults().clear();
    }

    @Test
    void hearsARepeatedOneAndChangesNothing() {
        var key = done();
        String body = completed(key, "100.00");

        for (int i = 0; i < 3; i++) {
            assertThat(tell(key.toString(), body)).isEqualTo(Heard.RECORDED);
        }

        assertThat(hub.answers.of(key)).hasSize(1);
        assertThat(hub.view(key).contradiction()).isEmpty();
    }

    @Test
    void givesAPersonWhatContradictsTheRecordedOutcome() {
        var key = done();

        assertThat(tell(key.toString(), failed(key))).isEqualTo(Heard.RECORDED);

        assertThat(outcome(hub, key, Stuck.class).detail()).contains("refused");
        assertThat(hub.view(key).outcome()).containsInstanceOf(Accepted.class);
    }

    @Test
    void givesAPersonWhatWasNotAskedFor() {
        var key = pending();

        assertThat(tell(key.toString(), completed(key, "999.00"))).isEqualTo(Heard.RECORDED);

        assertThat(outcome(hub, key, Stuck.class).detail()).contains("not what was sent");
    }

    @Test
    void believesNobodyWithoutTheSecret() {
        var key = pending();
        String body = completed(key, "100.00");

        assertThat(tell(key.toString(), body, "guess", "hub", Instant.now()))
                .isEqualTo(Heard.FORGED);
        assertThat(tell(key.toString(), body, SECRET, "somebody", Instant.now()))
                .isEqualTo(Heard.FORGED);
        assertThat(hear(KEM, key.toString(), body, Map.of())).isEqualTo(Heard.FORGED);
        assertUntouched(key);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -100_000_000})
    void believesNoOtherTimeThanNow(long seconds) {
        var key = pending();
        var then = Instant.now().plusSeconds(seconds);

        assertThat(tell(key.toString(), completed(key, "100.00"), SECRET, "hub", then))
                .isEqualTo(Heard.FORGED);
        assertUntouched(key);
    }

    @Test
    void takesNoOutcomeForAnotherCommand() {
        var one = pending();
        var other = pending();
        var now = Instant.now();
        String body = completed(one, "100.00");
        var signedForOne = signed(one.toString(), body, SECRET, "hub", now);

        assertThat(hear(KEM, other.toString(), body, signedForOne)).isEqualTo(Heard.FORGED);
        assertThat(tell(other.toString(), body)).isEqualTo(Heard.UNREADABLE);
        assertUntouched(other);
    }

    @Test
    void takesNoOutcomeOfAnothersCommand() {
        var payer = nextPayer();
        var billing = hub.request("billing", "reserve", payer, CommandsIT.reserve(10));
        outcome(hub, billing, Accepted.class);

        assertThat(tell(billing.toString(), failed(billing))).isEqualTo(Heard.NO_SUCH_COMMAND);

        assertThat(hub.view(billing).contradiction()).isEmpty();
    }

    @Test
    void knowsNoCommandThatWasNeverSent() {
        var unknown = new CommandKey(InstructionId.next(), "topup", 1);

        assertThat(tell(unknown.toString(), completed(unknown, "1.00")))
                .isEqualTo(Heard.NO_SUCH_COMMAND);
        assertThat(tell("no/key/at-all", "{}")).isEqualTo(Heard.NO_SUCH_COMMAND);
        assertThat(hear("wooppay", unknown.toString(), "{}", Map.of())).isEqualTo(Heard.STRANGER);
        assertThat(hear("nobody", unknown.toString(), "{}", Map.of())).isEqualTo(Heard.STRANGER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"state\":\"completed\"}"})
    void makesNothingOfNonsense(String body) {
        var key = pending();

        assertThat(tell(key.toString(), body)).isEqualTo(Heard.UNREADABLE);
        assertUntouched(key);
    }

    @Test
    void readsNoMoreThanAnyAnswerNeeds() {
        var key = pending();

        assertThat(tell(key.toString(), " ".repeat(70_000))).isEqualTo(Heard.TOO_LARGE);
        assertUntouched(key);
    }

    /** A command that was taken in and is told of by this test alone. */
    private static CommandKey pending() {
        stage.outside.kazeuromobile.faults().enqueue("deposit", new Slow(FOR_THE_TEST));
        var key = hub.request(topUp());
        await().until(() -> hub.view(key).nextInquiryAt() != null);
        return key;
    }

    private static CommandKey done() {
        var key = hub.request(topUp());
        outcome(hub, key, Accepted.class);
        return key;
    }

    private static CommandRequest topUp() {
        return TestHub.command(KEM, "topup", nextPayer(), new Operation.TopUp(Money.tenge(100)));
    }

    private static void assertUntouched(CommandKey key) {
        assertThat(hub.answers.of(key)).isEmpty();
        assertThat(hub.view(key).state()).isEqualTo(CommandState.SENDING);
    }

    private static String completed(CommandKey key, String amount) {
        return """
        {"clientCorrelationId":"%s","state":"completed","response":{
         "transactionReference":"K1","transactionStatus":"completed","type":"deposit",
         "amount":"%s","currency":"KZT","paymentNumber":"N234567892",
         "requestingOrganisationTransactionReference":"%s"}}"""
                .formatted(CorrelationIds.of(key), amount, key);
    }

    private static String failed(CommandKey key) {
        return """
        {"clientCorrelationId":"%s","state":"failed","response":{
         "errorCategory":"businessRule","errorCode":"requestDeclined",
         "errorDescription":"no","errorDateTime":"2026-11-21T08:00:00Z"}}"""
                .formatted(CorrelationIds.of(key));
    }

    private static Heard tell(String key, String body) {
        return tell(key, body, SECRET, "hub", Instant.now());
    }

    private static Heard tell(String key, String body, String secret, String client, Instant at) {
        return hear(KEM, key, body, signed(key, body, secret, client, at));
    }

    private static Heard hear(
            String counterparty, String key, String body, Map<String, String> headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var request =
                new CallbackRequest(
                        "PUT", counterparty, key, headers, new ByteArrayInputStream(bytes));
        return hub.bean(Callbacks.class).hear(request).join();
    }

    private static Map<String, String> signed(
            String key, String body, String secret, String client, Instant at) {
        String path = server.url().getPath() + "/" + key;
        String text = String.join("\n", "PUT", path, at.toString(), body);
        return Map.of(
                "x-client-id", client,
                "x-timestamp", at.toString(),
                "x-signature", hmac(secret, text));
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static SubscriberId nextPayer() {
        return hub.subscriber(FreshMsisdn.next());
    }
}
