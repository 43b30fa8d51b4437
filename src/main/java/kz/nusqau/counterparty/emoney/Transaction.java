package kz.nusqau.counterparty.emoney;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.wire.Json;
import kz.nusqau.counterparty.wire.SentCommand;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A command as the e-money system's transaction.
 *
 * @param type what a completed answer must call itself
 * @param amount what a completed answer must name, null where the request has none
 */
record Transaction(
        CommandKey key, String path, String type, @Nullable Money amount, ObjectNode body) {

    private static final String REFERENCE = "requestingOrganisationTransactionReference";

    static Transaction of(SentCommand command, String clientId) {
        String msisdn = command.msisdn().digits();
        return switch (command.operation()) {
            case Operation.TopUp(Money amount) -> {
                ObjectNode body = body(command.key(), amount);
                party(body, "debitParty", Map.of("organisationid", clientId));
                party(body, "creditParty", Map.of("msisdn", msisdn));
                yield new Transaction(
                        command.key(), "/v1/transactions/type/deposit", "deposit", amount, body);
            }
            case Operation.PayProvider(var provider, var requisites, Money amount) -> {
                ObjectNode body = body(command.key(), amount);
                party(body, "debitParty", Map.of("msisdn", msisdn));
                String account = Requisites.account(requisites);
                party(body, "creditParty", Map.of("provider", provider, "account", account));
                yield new Transaction(
                        command.key(), "/v1/transactions/type/billpay", "billpay", amount, body);
            }
            case Operation.ReverseTopUp(CommandKey topUp, String reference) ->
                    reversal(command.key(), reference);
            case Operation.Reserve o -> throw notOurs(o);
            case Operation.Charge o -> throw notOurs(o);
            case Operation.Release o -> throw notOurs(o);
        };
    }

    private static Transaction reversal(CommandKey key, String reference) {
        String path =
                "/v1/transactions/"
                        + URLEncoder.encode(reference, StandardCharsets.UTF_8)
                        + "/reversals";
        ObjectNode body = Json.object().put("type", "reversal").put(REFERENCE, key.toString());
        return new Transaction(key, path, "reversal", null, body);
    }

    private static IllegalArgumentException notOurs(Operation operation) {
        return new IllegalArgumentException(
                "e-money has no " + operation.getClass().getSimpleName());
    }

    private static ObjectNode body(CommandKey key, Money amount) {
        return Json.object()
                .put("amount", amount.toDecimal())
                .put("currency", amount.currency())
                .put(REFERENCE, key.toString());
    }

    private static void party(ObjectNode body, String name, Map<String, String> values) {
        var array = body.putArray(name);
        values.forEach((key, value) -> array.addObject().put("key", key).put("value", value));
    }

    /** Whether a completed answer speaks of this very transaction. */
    boolean isConfirmedBy(JsonNode node) {
        return node.path("transactionStatus").asText().equals("completed")
                && node.path("type").asText().equals(type)
                && !node.path("transactionReference").asText().isEmpty()
                && (amount == null || node.path("amount").asText().equals(amount.toDecimal()))
                && (!node.hasNonNull(REFERENCE)
                        || node.path(REFERENCE).asText().equals(key.toString()));
    }
}
