package kz.nusqau.counterparty.emoney;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers of an e-money system are taken for the outcome of a command. */
@Tag("R-INS-4")
class TransactionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CommandKey KEY = new CommandKey(InstructionId.next(), "pay", 1);

    @Test
    void isConfirmedByWhatTheContractPromises() throws Exception {
        assertThat(payment().isConfirmedBy(confirmation())).isTrue();
        assertThat(reversal().isConfirmedBy(reversed("W0000000007"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "amount, 1500.01",
        "currency, USD",
        "type, transfer",
        "transactionStatus, pending",
        "transactionReference, ''",
        "requestingOrganisationTransactionReference, another/pay/1"
    })
    void isNotConfirmedByWhatSpeaksOfAnother(String field, String value) throws Exception {
        var other = (ObjectNode) confirmation();
        other.put(field, value);

        assertThat(payment().isConfirmedBy(other)).isFalse();
    }

    @Test
    void isNotConfirmedByAnotherFee() throws Exception {
        var other = JSON.readTree(confirmation().toString().replace("20.00", "2.00"));

        assertThat(payment().isConfirmedBy(other)).isFalse();
    }

    @Test
    void isNotConfirmedByTheReversalOfAnother() throws Exception {
        assertThat(reversal().isConfirmedBy(reversed("W0000000008"))).isFalse();
    }

    @Test
    void isNamedByItsOwnCorrelationOnly() throws Exception {
        String id = NamedId.of(KEY).toString();

        assertThat(payment().isNamedBy(named(id))).isTrue();
        assertThat(payment().isNamedBy(named(id.replace(id.charAt(0), 'x')))).isFalse();
        assertThat(payment().isNamedBy(JSON.readTree("{}"))).isFalse();
    }

    private static Transaction payment() {
        return transaction(
                new Operation.PayProvider(
                        "su", Map.of("account", "12345678"), Money.tenge(1_500), Money.tenge(20)));
    }

    private static Transaction reversal() {
        return transaction(new Operation.ReverseTopUp(KEY, "W0000000007"));
    }

    private static Transaction transaction(Operation operation) {
        return Transaction.of(new SentCommand(KEY, new Msisdn("77011234567"), operation), "hub");
    }

    private static JsonNode confirmation() throws Exception {
        return JSON.readTree(
                """
                {"transactionReference": "W0000000009", "transactionStatus": "completed",
                 "type": "billpay", "amount": "1500.00", "currency": "KZT",
                 "fees": [{"feeType": "commission", "feeAmount": "20.00", "feeCurrency": "KZT"}],
                 "requestingOrganisationTransactionReference": "%s",
                 "creationDate": "2026-11-21T10:00:00Z"}
                """
                        .formatted(KEY));
    }

    private static JsonNode reversed(String original) throws Exception {
        return JSON.readTree(
                """
                {"transactionReference": "W0000000010", "transactionStatus": "completed",
                 "type": "reversal", "amount": "1500.00", "currency": "KZT",
                 "originalTransactionReference": "%s", "creationDate": "2026-11-21T10:00:00Z"}
                """
                        .formatted(original));
    }

    private static JsonNode named(String correlation) throws Exception {
        return JSON.readTree("{\"clientCorrelationId\": \"" + correlation + "\"}");
    }
}
