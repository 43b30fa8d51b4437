package kz.nusqau.simulator.emoney;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import kz.nusqau.simulator.counterparty.HttpTestClient.Reply;
import kz.nusqau.simulator.counterparty.MovableClock;
import kz.nusqau.simulator.http.WebServer;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmoneySandboxIT {

    private static final String PAYER = "77011234567";
    private static final String ACCOUNT = "7273001123";
    private static final String IIN = "900101300126";

    private final MovableClock clock = new MovableClock("2026-11-21T08:00:00Z");
    private WebServer web;
    private EmoneySandbox wooppay;
    private EmoneyClient client;

    @BeforeEach
    void start() {
        web = WebServer.start("127.0.0.1", 0);
        wooppay =
                EmoneySandbox.of("wooppay", World.demo())
                        .client(EmoneyClient.ID, EmoneyClient.SECRET)
                        .clock(clock)
                        .mount(web, "/wooppay");
        client = new EmoneyClient(web, clock);
    }

    @AfterEach
    void stop() {
        assertThat(wooppay.books().discrepancies()).isEmpty();
        web.close();
        wooppay.close();
    }

    @Test
    @Tag("R-INS-5")
    void topsAWalletUpAndGivesAPaymentNumber() {
        var answer = client.deposit(id(), PAYER, "1500.00", "i1/topup/1");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("transactionStatus")).isEqualTo("completed");
        assertThat(answer.text("transactionReference")).isNotBlank();
        assertThat(answer.text("paymentNumber"))
                .matches("N[23456789ACDEFHJKMNPRTWX]{9}")
                .matches(PaymentNumbers::isValid);
        assertThat(answer.text("creationDate")).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(EmoneyClient.isSigned(answer)).isTrue();
        assertThat(client.balance(PAYER).text("availableBalance")).isEqualTo("1500.00");
    }

    @Test
    void paysAProviderFromTheWallet() {
        client.deposit(id(), PAYER, "1500.00", "i1/topup/1");

        var answer = client.pay(id(), PAYER, "alma", ACCOUNT, "1400.00", "i1/pay/1");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("type")).isEqualTo("billpay");
        assertThat(client.balance(PAYER).text("currentBalance")).isEqualTo("100.00");
        var totals = wooppay.books().totals();
        assertThat(totals.issued()).isEqualTo(Amount.tenge(1500));
        assertThat(totals.inWallets()).isEqualTo(Amount.tenge(100));
        assertThat(totals.paidToProviders()).isEqualTo(Amount.tenge(1400));
        assertThat(wooppay.books().withReference("i1/pay/1")).hasSize(1);
        assertThat(wooppay.books().fundedWallets()).containsOnlyKeys(PAYER);
    }

    @Test
    void refusesToPayMoreThanTheWalletHolds() {
        client.deposit(id(), PAYER, "100.00", "i1/topup/1");

        var answer = client.pay(id(), PAYER, "alma", ACCOUNT, "100.01", "i1/pay/1");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorCode()).isEqualTo("insufficientFunds");
        assertThat(EmoneyClient.isSigned(answer)).isTrue();
    }

    @Test
    void reversesADepositOnceAndNothingElse() {
        var deposit = client.deposit(id(), PAYER, "500.00", "i1/topup/1");
        var reference = deposit.text("transactionReference");

        var reversed = client.reverse(id(), reference);

        assertThat(reversed.status()).isEqualTo(201);
        assertThat(reversed.text("originalTransactionReference")).isEqualTo(reference);
        assertThat(client.balance(PAYER).text("currentBalance")).isEqualTo("0.00");
        assertThat(client.reverse(id(), reference).errorCode()).isEqualTo("incorrectState");
        assertThat(client.reverse(id(), reversed.text("transactionReference")).errorCode())
                .isEqualTo("incorrectState");
        assertThat(client.reverse(id(), "W9999999999").errorCode()).isEqualTo("identifierError");
        assertThat(wooppay.books().standingDeposits()).isEmpty();
    }

    @Test
    @Tag("R-INS-2")
    void movesMoneyFromAWalletToAnother() {
        client.deposit(id(), PAYER, "500.00", "i1/topup/1");

        var moved = client.transfer(id(), PAYER, "77020234567", "120.50");

        assertThat(moved.status()).isEqualTo(201);
        assertThat(moved.text("type")).isEqualTo("transfer");
        assertThat(wooppay.books().wallet(PAYER)).hasToString("379.50");
        assertThat(wooppay.books().wallet("77020234567")).hasToString("120.50");
        assertThat(client.transfer(id(), PAYER, PAYER, "1.00").errorCode())
                .isEqualTo("samePartiesError");
        assertThat(client.transfer(id(), PAYER, "77051234567", "1.00").errorCode())
                .isEqualTo("identifierError");
        assertThat(client.transfer(id(), PAYER, "77025000009", "1.00").errorCode())
                .isEqualTo("requestDeclined");
        assertThat(client.transfer(id(), PAYER, "77020234567", "379.51").errorCode())
                .isEqualTo("insufficientFunds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KZ41722C000000000001", "KZ456010000000000001", "4417"})
    @Tag("R-INS-2")
    void redeemsMoneyToAnAccountOrCard(String account) {
        client.deposit(id(), PAYER, "500.00", "i1/topup/1");

        assertThat(client.withdraw(id(), PAYER, account, "200.00").status()).isEqualTo(201);

        assertThat(wooppay.books().wallet(PAYER)).isEqualTo(Amount.tenge(300));
        assertThat(wooppay.books().totals().redeemed()).isEqualTo(Amount.tenge(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KZ42722C000000000001", "KZ41722C00000000001", "DE00", "441", "44170"})
    void redeemsNothingToWhatIsNoAccount(String account) {
        client.deposit(id(), PAYER, "500.00", "i1/topup/1");

        assertThat(client.withdraw(id(), PAYER, account, "200.00").errorCode())
                .isEqualTo("identifierError");
    }

    @Test
    @Tag("R-INS-5")
    void putsBackWhatWasRedeemedOnce() {
        client.deposit(id(), PAYER, "500.00", "i1/topup/1");
        var redeemed = client.withdraw(id(), PAYER, "4417", "200.00");
        assertThat(redeemed.text("paymentNumber")).startsWith("N");
        var reference = redeemed.text("transactionReference");

        assertThat(client.reverse(id(), reference).status()).isEqualTo(201);
        assertThat(client.reverse(id(), reference).errorCode()).isEqualTo("incorrectState");

        assertThat(wooppay.books().wallet(PAYER)).isEqualTo(Amount.tenge(500));
        assertThat(wooppay.books().totals().redeemed()).isEqualTo(Amount.ZERO);
        assertThat(wooppay.books().totals().issued()).isEqualTo(Amount.tenge(500));
        assertThat(wooppay.books().standingWithdrawals()).isEmpty();
        assertThat(wooppay.books().discrepancies()).isEmpty();
    }

    @Test
    void refusesToReverseAPaidBillOrMoneyAlreadySpent() {
        var deposit = client.deposit(id(), PAYER, "500.00", "i1/topup/1");
        var payment = client.pay(id(), PAYER, "alma", ACCOUNT, "400.00", "i1/pay/1");

        var ofPayment = client.reverse(id(), payment.text("transactionReference"));
        var ofDeposit = client.reverse(id(), deposit.text("transactionReference"));

        assertThat(ofPayment.status()).isEqualTo(422);
        assertThat(ofPayment.errorCode()).isEqualTo("incorrectState");
        assertThat(ofDeposit.errorCode()).isEqualTo("insufficientFunds");
    }

    @ParameterizedTest
    @CsvSource({
        "alma, 7273001123, 1500.00, 0.00",
        "tel, 77071234567, 1500.00, 15.00",
        "kalaesp, 900101300126, 4325.00, 0.00",
        "aulesp, 900101300126, 2163.00, 0.00",
    })
    void quotesWhatItWouldPay(String provider, String account, String amount, String fee) {
        var answer = client.quote(PAYER, provider, account, amount);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("fee")).isEqualTo(fee);
        assertThat(answer.text("quotationReference")).isNotBlank();
        assertThat(wooppay.books().operations()).isEmpty();
    }

    @Test
    void quotesDepositsAndTransfersForNothing() {
        assertThat(client.quoteDeposit(PAYER, "500.00").text("fee")).isEqualTo("0.00");
        assertThat(client.quoteTransfer(PAYER, "77017654321", "500.00").text("fee"))
                .isEqualTo("0.00");
        assertThat(client.quoteTransfer(PAYER, "77051234567", "500.00").errorCode())
                .isEqualTo("identifierError");
        assertThat(client.quoteTransfer(PAYER, PAYER, "500.00").errorCode())
                .isEqualTo("samePartiesError");
        assertThat(client.quoteDeposit(PAYER, "100000.01").errorCode())
                .isEqualTo("greaterThanTransactionMaxValue");
        assertThat(wooppay.books().operations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "77011234567, alma, 7273001124, 1500.00, identifierError, account",
        "77011234567, alma, 727300112, 1500.00, identifierError, account",
        "77011234567, su, 12345678, 1500.00, identifierError, provider",
        "77011234567, gas, 12345678, 1500.00, identifierError, provider",
        "77011234567, tel, 87071234567, 1500.00, identifierError, account",
        "77011234567, kalaesp, 900101300127, 4325.00, identifierError, account",
        "77011234567, kalaesp, 900101300126, 4324.00, amountMismatch, ''",
        "77011234567, alma, 7273001123, 0.99, lessThanTransactionMinValue, ''",
        "77011234567, alma, 7273001123, 100000.01, greaterThanTransactionMaxValue, ''",
        "77025000009, alma, 7273001123, 1500.00, requestDeclined, ''",
        "79991234567, alma, 7273001123, 1500.00, identifierError, msisdn",
    })
    void quotesTheSameRefusalThatAPaymentWouldGet(
            String msisdn,
            String provider,
            String account,
            String amount,
            String code,
            String field) {
        var quoted = client.quote(msisdn, provider, account, amount);
        var paid = client.pay(id(), msisdn, provider, account, amount, "i1/pay/1");

        for (var answer : new Reply[] {quoted, paid}) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.errorCode()).isEqualTo(code);
            assertThat(answer.json().at("/errorParameters/0/value").asText()).isEqualTo(field);
        }
    }

    @Test
    void refusesToFillAWalletBeyondItsMeasure() {
        for (var i = 0; i < 10; i++) {
            client.deposit(id(), PAYER, "100000.00", "i" + i + "/topup/1");
        }

        assertThat(client.deposit(id(), PAYER, "1.00", "i10/topup/1").errorCode())
                .isEqualTo("maxBalanceExceeded");
    }

    @Test
    void callsARepeatedCorrelationIdADuplicateWhateverTheBody() {
        var correlation = id();
        client.deposit(correlation, PAYER, "500.00", "i1/topup/1");

        var same = client.deposit(correlation, PAYER, "500.00", "i1/topup/1");
        var other = client.deposit(correlation, PAYER, "600.00", "i1/topup/1");

        for (var answer : new Reply[] {same, other}) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.errorCode()).isEqualTo("duplicateRequest");
        }
        assertThat(wooppay.books().wallet(PAYER)).isEqualTo(Amount.tenge(500));
    }

    @Test
    void tellsTheFirstAnswerToWhoeverAsks() {
        var done = id();
        var failed = id();
        var first = client.deposit(done, PAYER, "500.00", "i1/topup/1");
        client.pay(failed, PAYER, "alma", ACCOUNT, "600.00", "i1/pay/1");

        var completed = client.inquire(done);
        var refused = client.inquire(failed);

        assertThat(completed.text("state")).isEqualTo("completed");
        assertThat(completed.json().get("response")).isEqualTo(first.json());
        assertThat(refused.text("state")).isEqualTo("failed");
        assertThat(refused.json().at("/response/errorCode").asText())
                .isEqualTo("insufficientFunds");
        assertThat(EmoneyClient.isSigned(completed)).isTrue();
    }

    @Test
    void knowsNothingOfARequestThatNeverCame() {
        var answer = client.inquire(id());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("errorCategory")).isEqualTo("identification");
        assertThat(answer.errorCode()).isEqualTo("identifierError");
    }

    @Test
    void knowsAnEmptyWalletOfEverySubscriberAndNoneOfStrangers() {
        assertThat(client.balance("77020000001").text("currentBalance")).isEqualTo("0.00");
        assertThat(client.balance("79991234567").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Client-Id", "X-Timestamp", "X-Signature"})
    void refusesARequestWithoutOneOfItsHeaders(String missing) {
        var target = "/wooppay/v1/accounts/msisdn/" + PAYER + "/balance";
        var headers = new HashMap<>(client.signed("GET", target, "", ""));
        headers.remove(missing);

        assertUnauthorised(client.http().get(target, headers));
    }

    @Test
    void refusesASignatureOverAnotherBodyPathMethodOrTime() {
        var target = "/wooppay/v1/transactions/type/deposit";
        var body = "{}";
        var elsewhere = client.signed("POST", target + "?x=1", id(), body);
        var otherBody = client.signed("POST", target, id(), "{ }");
        var otherMethod = client.signed("PUT", target, id(), body);
        var otherTime = new HashMap<>(client.signed("POST", target, id(), body));
        otherTime.put("X-Timestamp", "2026-11-21T08:00:01Z");
        var upperCase = new HashMap<>(client.signed("POST", target, id(), body));
        upperCase.computeIfPresent("X-Signature", (name, value) -> value.toUpperCase());

        assertUnauthorised(client.http().send("POST", target, elsewhere, body));
        assertUnauthorised(client.http().send("POST", target, otherBody, body));
        assertUnauthorised(client.http().send("POST", target, otherMethod, body));
        assertUnauthorised(client.http().send("POST", target, otherTime, body));
        assertUnauthorised(client.http().send("POST", target, upperCase, body));
    }

    @Test
    void signsOverTheQueryToo() {
        var target = "/wooppay/v1/accounts/msisdn/" + PAYER + "/balance?lang=kk&n=%D2%B1";

        var answer = client.http().get(target, client.signed("GET", target, "", ""));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void acceptsATimestampUpToFiveMinutesOff() {
        var target = "/wooppay/v1/accounts/msisdn/" + PAYER + "/balance";
        var headers = client.signed("GET", target, "", "");

        clock.move(Duration.ofMinutes(5));
        assertThat(client.http().get(target, headers).status()).isEqualTo(200);

        clock.move(Duration.ofSeconds(1));
        var late = client.http().get(target, headers);
        assertUnauthorised(late);
        assertThat(late.errorCode()).isEqualTo("timestampError");
    }

    @Test
    void leavesNoTraceOfAnUnauthorisedRequest() {
        var correlation = id();
        var target = "/wooppay/v1/transactions/type/deposit";
        var headers = new HashMap<>(client.signed("POST", target, correlation, "{}"));
        headers.put("X-Client-Id", "stranger");

        assertUnauthorised(client.http().send("POST", target, headers, "{}"));
        assertThat(client.inquire(correlation).status()).isEqualTo(404);
    }

    private static void assertUnauthorised(Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text("errorCategory")).isEqualTo("authorisation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{\"amount\":\"1.00\",\"currency\":\"KZT\"}",
                "{\"amount\":\"1.00\",\"currency\":\"KZT\",\"debitParty\":[],\"creditParty\":[],"
                        + "\"requestingOrganisationTransactionReference\":\"r\"}",
                "{\"amount\":\"1\",\"currency\":\"KZT\","
                        + "\"debitParty\":[{\"key\":\"organisationid\",\"value\":\"operator\"}],"
                        + "\"creditParty\":[{\"key\":\"msisdn\",\"value\":\"77011234567\"}],"
                        + "\"requestingOrganisationTransactionReference\":\"r\"}",
            })
    void leavesNoTraceOfAMalformedRequest(String body) {
        var correlation = id();

        var answer = client.post("/v1/transactions/type/deposit", correlation, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("errorCategory")).isEqualTo("validation");
        assertThat(client.inquire(correlation).status()).isEqualTo(404);
    }

    @Test
    void demandsAUuidAsCorrelationId() {
        var answer = client.deposit("i1/topup/1", PAYER, "1.00", "i1/topup/1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("errorDescription")).contains("X-CorrelationID");
    }

    @Test
    void movesMoneyOnceWhenTheSameIdsAreHammered() throws Exception {
        var threads = 16;
        var ids = new String[20];
        for (var i = 0; i < ids.length; i++) {
            ids[i] = id();
        }
        var go = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (var thread = 0; thread < threads; thread++) {
                pool.submit(
                        () -> {
                            go.await();
                            for (var i = 0; i < ids.length; i++) {
                                client.deposit(ids[i], PAYER, "10.00", "i" + i + "/topup/1");
                            }
                            return null;
                        });
            }
            go.countDown();
        }

        assertThat(wooppay.books().wallet(PAYER)).isEqualTo(Amount.tenge(200));
        assertThat(wooppay.books().doubleDeposits()).isEmpty();
        assertThat(wooppay.books().operations())
                .hasSize(ids.length)
                .extracting(EmoneyOperation::number)
                .doesNotHaveDuplicates();
    }

    @Test
    void namesInstructionsThatPaidTwice() {
        client.deposit(id(), PAYER, "1000.00", "i1/topup/1");
        client.pay(id(), PAYER, "alma", ACCOUNT, "100.00", "i1/pay/1");
        client.pay(id(), PAYER, "alma", ACCOUNT, "100.00", "i1/pay/2");
        client.pay(id(), PAYER, "alma", ACCOUNT, "100.00", "i2/pay/1");

        assertThat(wooppay.books().doublePayments()).containsOnlyKeys("i1");
        assertThat(wooppay.books().doubleDeposits()).isEmpty();
    }

    @Test
    void showsItsBooksAsJson() {
        var deposit = client.deposit(id(), PAYER, "5000.00", "i1/topup/1");
        client.pay(id(), PAYER, "kalaesp", IIN, "4325.00", "i1/pay/1");
        var number = deposit.text("paymentNumber");

        var one = client.http().get("/wooppay/books?msisdn=" + PAYER, Map.of()).json();
        var byNumber = client.http().get("/wooppay/books?paymentNumber=" + number, Map.of()).json();

        assertThat(one.at("/subscriber/wallet").asText()).isEqualTo("675.00");
        assertThat(one.at("/operations")).hasSize(2);
        assertThat(one.at("/operations/0/provider").asText()).isEqualTo("kalaesp");
        assertThat(byNumber.at("/operations")).hasSize(1);
        assertThat(byNumber.at("/operations/0/kind").asText()).isEqualTo("deposit");
    }

    private static String id() {
        return EmoneyClient.newId();
    }
}
