package kz.nusqau.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import kz.nusqau.FreshMsisdn;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OperationsClient;
import kz.nusqau.SharedHub;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.LedgerCheck;
import kz.nusqau.ledger.Posted;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.simulator.counterparty.CounterpartyFault.Refuse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What only a person can end is ended over HTTP, in the books, on the timeline and on the desk. */
@ExtendWith(SharedHub.class)
@Tag("R-INS-4")
@Tag("R-OPS-8")
class EndingsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Refuse REFUSED = new Refuse("requestDeclined");
    private static final String REASON = "{\"reason\":\"agreed with the operator\"}";

    private final String payer = FreshMsisdn.next();
    private HubUnderTest hub;
    private OperationsClient support;

    @BeforeEach
    void connect(HubUnderTest shared) {
        hub = shared;
        support = new OperationsClient(hub, "support");
    }

    @AfterEach
    void switchOff() {
        hub.simulator().billing().faults().clear();
        hub.simulator().wooppay().faults().clear();
    }

    @Test
    void aDebtIsCollectedByAskingOnceMore() {
        hub.simulator().billing().faults().enqueue("charge", REFUSED);
        InstructionId id = paid(PaymentState.OWED);
        assertThat(detail(id).get("endings"))
                .extracting(JsonNode::asText)
                .containsExactly("retry", "write-off");

        assertThat(act(id, "retry").status()).isEqualTo(200);
        awaitState(PaymentState.SETTLED);

        assertThat(nets(id))
                .isEqualTo(Map.of("operator.billing", 150_000L, "emoney.wooppay", -150_000L));
        assertThat(hub.simulator().billing().books().taken(payer)).hasToString("1500.00");
        assertThat(hub.simulator().billing().books().doubleCharges()).isEmpty();
        assertEnded(id, "retry", "owed", "collecting");
    }

    @Test
    void aDebtThatIsRefusedAgainIsWrittenOff() {
        hub.simulator().billing().faults().enqueue("charge", REFUSED, 2);
        InstructionId id = paid(PaymentState.OWED);
        act(id, "retry");
        awaitState(PaymentState.OWED);

        assertThat(act(id, "write-off").json().get("state").asText()).isEqualTo("written-off");

        assertThat(nets(id))
                .isEqualTo(Map.of("expense.losses", 150_000L, "emoney.wooppay", -150_000L));
        assertThat(hub.simulator().billing().books().taken(payer)).hasToString("0.00");
        assertEnded(id, "write-off", "owed", "written-off");
    }

    @Test
    void aRefusedReversalIsMadeByAskingOnceMore() {
        InstructionId id = reversalRefused();

        assertThat(act(id, "retry").status()).isEqualTo(200);
        awaitState(PaymentState.REVERSED);

        assertThat(nets(id)).isEmpty();
        assertThat(read()).contains("is back");
        assertThat(hub.simulator().wooppay().books().wallet(payer)).hasToString("0.00");
        assertThat(hub.simulator().billing().books().available(payer)).hasToString("100000.00");
        assertEnded(id, "retry", "reversal-review", "reversing");
    }

    @Test
    void aRefusedReversalIsGivenUpAndTheAdvanceGivenBack() {
        InstructionId id = reversalRefused();

        assertThat(act(id, "write-off").status()).isEqualTo(200);
        awaitState(PaymentState.REVERSED);

        assertThat(nets(id))
                .isEqualTo(Map.of("expense.losses", 150_000L, "emoney.wooppay", -150_000L));
        assertThat(hub.simulator().wooppay().books().wallet(payer)).hasToString("1500.00");
        assertThat(hub.simulator().billing().books().available(payer)).hasToString("100000.00");
        assertEnded(id, "write-off", "reversal-review", "releasing");
    }

    @Test
    void aRefusedReleaseIsTriedAgain() {
        hub.simulator().wooppay().faults().enqueue("billpay", REFUSED);
        hub.simulator().billing().faults().enqueue("release", REFUSED);
        InstructionId id = paid(PaymentState.RELEASE_REVIEW);

        act(id, "retry");
        awaitState(PaymentState.REVERSED);

        assertThat(nets(id)).isEmpty();
        assertThat(hub.simulator().billing().books().available(payer)).hasToString("100000.00");
        assertEnded(id, "retry", "release-review", "releasing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "write-off"})
    void nothingIsEndedTwiceOrWithoutNeed(String ending) {
        InstructionId id = paid(PaymentState.SETTLED);

        assertThat(act(id, ending).status()).isEqualTo(409);
        assertThat(detail(id).get("acts")).isEmpty();
        assertThat(detail(id).get("endings")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        String unknown = "/api/payments/" + InstructionId.next();

        assertThat(support.get(unknown).status()).isEqualTo(404);
        assertThat(support.post(unknown + "/retry", REASON).status()).isEqualTo(404);
        var nameless = support.get("/api/payments/x");
        assertThat(nameless.status()).isEqualTo(400);
        assertThat(nameless.json().get("field").asText()).isEqualTo("id");
        var silent = support.post(unknown + "/write-off", "{\"reason\":\" \"}");
        assertThat(silent.status()).isEqualTo(400);
        assertThat(silent.json().get("field").asText()).isEqualTo("reason");
        var auditor = new OperationsClient(hub, "auditor");
        assertThat(auditor.get(unknown).status()).isEqualTo(404);
        assertThat(auditor.post(unknown + "/retry", REASON).status()).isEqualTo(403);
    }

    private InstructionId reversalRefused() {
        hub.simulator().wooppay().faults().enqueue("billpay", REFUSED);
        hub.simulator().wooppay().faults().enqueue("reversal", REFUSED);
        return paid(PaymentState.REVERSAL_REVIEW);
    }

    private InstructionId paid(PaymentState until) {
        hub.simulator().smsc().deliver(payer, "7701", "pay alma 7273001123 1500tg");
        hub.simulator().smsc().deliver(payer, "4404", read().substring(0, 6));
        read();
        return awaitState(until);
    }

    private String read() {
        return hub.simulator().smsc().takeMessage(payer, PATIENCE).text();
    }

    private InstructionId awaitState(PaymentState state) {
        return StoredStates.awaitState(hub, payer, state, PATIENCE);
    }

    private JsonNode detail(InstructionId id) {
        return support.get("/api/payments/" + id).json();
    }

    private OperationsClient.Reply act(InstructionId id, String ending) {
        return support.post("/api/payments/" + id + "/" + ending, REASON);
    }

    private void assertEnded(InstructionId id, String act, String before, String after) {
        assertThat(hub.bean(LedgerCheck.class).run().faults()).isEmpty();
        JsonNode detail = detail(id);
        JsonNode last = detail.get("acts").get(detail.get("acts").size() - 1);
        assertThat(last.get("who").asText()).isEqualTo("support");
        assertThat(last.get("act").asText()).isEqualTo(act);
        assertThat(last.get("reason").asText()).isEqualTo("agreed with the operator");
        assertThat(last.get("before").asText()).isEqualTo(before);
        assertThat(last.get("after").asText()).isEqualTo(after);
        assertThat(detail.get("endings")).isEmpty();
        assertThat(act(id, act).status()).isEqualTo(409);
        var jdbc = hub.bean(JdbcTemplate.class);
        assertThat(
                        jdbc.queryForList(
                                "SELECT kind FROM mailbox.timeline WHERE instruction_id = ?",
                                String.class,
                                id.value()))
                .contains("payment.act." + act);
        assertThat(
                        jdbc.queryForList(
                                "SELECT state FROM failedmessages.failed_message"
                                        + " WHERE instruction = ?",
                                String.class,
                                id.value()))
                .isNotEmpty()
                .containsOnly("resolved");
    }

    private Map<String, Long> nets(InstructionId id) {
        return Posted.nets(hub.bean(Ledger.class).of(id));
    }
}
