package kz.nusqau.counterparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.counterparty.wire.Counterparties;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Down;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Slow;
import kz.nusqau.simulator.world.Amount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which e-money system executes a payment: by provider, limits, health and cost. */
@Tag("R-INS-3")
class EmoneyChoiceIT {

    private static final Msisdn PAYER = new Msisdn("77010400001");
    private static final List<String> BOTH = List.of("wooppay", "kazeuromobile");
    private static final Map<String, String> PHONE = Map.of("phone", "77051234567");

    private static Stage stage;
    private static TestHub hub;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage();
        var nowhere = URI.create("http://127.0.0.1:1/callbacks/kazeuromobile");
        hub = stage.hub(stage.outside.properties(nowhere));
    }

    @AfterAll
    static void stop() throws Exception {
        hub.close();
        stage.close();
    }

    @AfterEach
    void allIsWellAgain() {
        stage.outside.wooppay.faults().clear();
        stage.outside.kazeuromobile.faults().clear();
        await().atMost(Stage.PATIENCE).until(() -> isWell("wooppay") && isWell("kazeuromobile"));
    }

    private static boolean isWell(String system) {
        return hub.bean(Counterparties.class).get(system).isWell();
    }

    @Test
    void takesTheCheaperOne() {
        var quoted = tel();

        assertThat(quoted.system()).isEqualTo("kazeuromobile");
        assertThat(quoted.because()).contains("kazeuromobile for ", "; wooppay for ");
    }

    @Test
    void takesTheOneThatServesTheProvider() {
        assertThat(quote("alma", Map.of("account", "7273001123"), 100))
                .isInstanceOfSatisfying(
                        Quote.Quoted.class, q -> assertThat(q.system()).isEqualTo("wooppay"));
        assertThat(quote("su", Map.of("account", "12345678"), 100))
                .isInstanceOfSatisfying(
                        Quote.Quoted.class, q -> assertThat(q.system()).isEqualTo("kazeuromobile"));
    }

    @Test
    void tellsWhyNobodyWouldDoIt() {
        assertThat(quote("su", Map.of("account", "1"), 100))
                .isInstanceOfSatisfying(
                        Quote.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isIn(
                                                RefusalReason.INVALID_REQUISITE,
                                                RefusalReason.PROVIDER_REFUSED));
        assertThat(quote("tel", PHONE, 100_001))
                .isInstanceOfSatisfying(
                        Quote.Refused.class,
                        refused ->
                                assertThat(refused.reason()).isEqualTo(RefusalReason.EMONEY_LIMIT));
    }

    @Test
    void leavesASystemOutThatIsDownAndTakesItBackByProbe() {
        stage.outside.kazeuromobile.faults().set(new Down());
        await().atMost(Stage.PATIENCE).until(() -> tel() != null && !isWell("kazeuromobile"));

        var without = tel();

        assertThat(without.system()).isEqualTo("wooppay");
        assertThat(without.because()).contains("kazeuromobile: does not answer");
        stage.outside.kazeuromobile.faults().clear();
        // Nobody asks meanwhile: the probe alone finds out.
        await().atMost(Stage.PATIENCE).until(() -> isWell("kazeuromobile"));
        assertThat(tel().system()).isEqualTo("kazeuromobile");
    }

    @Test
    void leavesASystemOutWhoseCommandsFail() {
        var kazeuromobile = hub.bean(Counterparties.class).get("kazeuromobile");
        kazeuromobile.breaker().transitionToForcedOpenState();

        assertThat(tel().system()).isEqualTo("wooppay");

        kazeuromobile.breaker().transitionToOpenState();
        await().atMost(Stage.PATIENCE).until(() -> tel().system().equals("kazeuromobile"));
    }

    @Test
    void waitsAMomentForACheaperOneAndNoLonger() {
        stage.outside.kazeuromobile.faults().enqueue("quotation", new Slow(Duration.ofSeconds(30)));

        var quoted = tel();

        assertThat(quoted.system()).isEqualTo("wooppay");
        assertThat(quoted.because()).contains("kazeuromobile: takes too long");
    }

    @Test
    void saysThatNobodyAnswers() {
        stage.outside.wooppay.faults().enqueue("quotation", new Down());
        stage.outside.kazeuromobile.faults().enqueue("quotation", new Down());

        assertThat(quote("tel", PHONE, 100)).isInstanceOf(Quote.Unavailable.class);
    }

    @Test
    @Tag("R-INS-4")
    void takesTheSystemWhoseWalletHoldsEnough() {
        var payer = new Msisdn("77010400002");
        stage.outside.wooppay.books().fill(payer.digits(), Amount.tenge(500));
        stage.outside.kazeuromobile.books().fill(payer.digits(), Amount.tenge(100));

        assertThat(fromWallet(payer, 500))
                .isInstanceOfSatisfying(
                        Quote.Quoted.class, q -> assertThat(q.system()).isEqualTo("wooppay"));
        assertThat(fromWallet(payer, 501))
                .isEqualTo(new Quote.Refused(RefusalReason.INSUFFICIENT_WALLET_FUNDS, "amount"));
    }

    @Test
    void fillsTheWalletInWhichThereIsMoney() {
        var payer = new Msisdn("77010400006");
        stage.outside.kazeuromobile.books().fill(payer.digits(), Amount.tenge(100));

        assertThat(topUp(payer, Optional.of("wooppay")))
                .isInstanceOfSatisfying(
                        Quote.Quoted.class, q -> assertThat(q.system()).isEqualTo("kazeuromobile"));
    }

    @Test
    void fillsTheWalletThatWasUsedLastOrElseThePreferredOne() {
        var payer = new Msisdn("77010400007");

        assertThat(topUp(payer, Optional.of("wooppay")))
                .isInstanceOfSatisfying(
                        Quote.Quoted.class, q -> assertThat(q.system()).isEqualTo("wooppay"));
        assertThat(topUp(payer, Optional.of("kazeuromobile")))
                .isInstanceOfSatisfying(
                        Quote.Quoted.class, q -> assertThat(q.system()).isEqualTo("kazeuromobile"));
        assertThat(topUp(payer, Optional.empty()))
                .isInstanceOfSatisfying(
                        Quote.Quoted.class, q -> assertThat(q.system()).isEqualTo(BOTH.getFirst()));
    }

    @Test
    void fillsAnotherWalletWhenABalanceIsNotTold() {
        stage.outside.wooppay.faults().enqueue("balance", new Down(), 5);

        assertThat(topUp(new Msisdn("77010400008"), Optional.empty()))
                .isInstanceOf(Quote.Quoted.class);
    }

    @Test
    void tellsWhichOtherWalletHoldsTheMoney() {
        var payer = new Msisdn("77010400009");
        stage.outside.kazeuromobile.books().fill(payer.digits(), Amount.tenge(500));
        var requisites = Map.of("account", "7273001123");

        assertThat(alma(payer, new Operation.PayProvider("alma", requisites, Money.tenge(500))))
                .isEqualTo(new Quote.Elsewhere("kazeuromobile", List.of("wooppay")));
        assertThat(
                        alma(
                                payer,
                                new Operation.PayProvider(
                                        "alma", requisites, Money.tenge(500), Money.tenge(1))))
                .isEqualTo(new Quote.Refused(RefusalReason.INSUFFICIENT_WALLET_FUNDS, "amount"));
    }

    private static Quote alma(Msisdn payer, Operation.PayProvider wanted) {
        return quote(new QuoteRequest(payer, wanted, true, List.of("wooppay")));
    }

    private static Quote topUp(Msisdn payer, Optional<String> home) {
        var wanted = new Operation.TopUp(Money.tenge(100));
        return quote(new QuoteRequest(payer, wanted, false, BOTH, home));
    }

    @Test
    void doesNotCallAWalletPoorThatItCouldNotAsk() {
        stage.outside.kazeuromobile.faults().enqueue("balance", new Down(), 5);

        assertThat(fromWallet(new Msisdn("77010400003"), 500))
                .isInstanceOf(Quote.Unavailable.class);
    }

    @Test
    void knowsWhoCanBeSentMoney() {
        assertThat(send(new Msisdn("77010400004"))).isInstanceOf(Quote.Quoted.class);
        assertThat(send(new Msisdn("77051234567")))
                .isInstanceOfSatisfying(
                        Quote.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(RefusalReason.UNKNOWN_PAYEE));
    }

    private static Quote send(Msisdn payee) {
        var transfer = new Operation.Transfer(payee, Money.tenge(100));
        return quote(new QuoteRequest(PAYER, transfer, false, BOTH));
    }

    private static Quote fromWallet(Msisdn payer, long tenge) {
        var payee = new Msisdn("77010400005");
        var transfer = new Operation.Transfer(payee, Money.tenge(tenge));
        return quote(new QuoteRequest(payer, transfer, true, BOTH));
    }

    private static Quote quote(QuoteRequest request) {
        return hub.bean(EmoneySystems.class).quote(request).join();
    }

    private static Quote.Quoted tel() {
        return (Quote.Quoted) quote("tel", PHONE, 1_000);
    }

    private static Quote quote(String provider, Map<String, String> requisites, long tenge) {
        var request =
                new QuoteRequest(
                        PAYER,
                        new Operation.PayProvider(provider, requisites, Money.tenge(tenge)),
                        false,
                        BOTH);
        return quote(request);
    }
}
