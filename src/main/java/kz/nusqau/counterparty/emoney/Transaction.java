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
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * A command as the e-money system's transaction.
 *
 * @param type what a completed answer must call itself
 * @param amount what a completed answer must name, null where the request has none
 * @param commission what a completed answer must name as its fee, null where there is none
 * @param reversed the transaction that a reversal takes back, null of what is none
 */
record Transaction(
        CommandKey key,
        String path,
        String type,
        @Nullable Money amount,
        @Nullable Money commission,
        @Nullable String reversed,
        ObjectNode body) {

    private static final String REFERENCE = "requestingOrganisationTransactionReference";
    private static final String ORIGINAL = "originalTransactionReference";
    private static final String FEES = "fees";
    private static final String FEE_AMOUNT = "feeAmount";

    static Transaction of(SentCommand command, String clientId) {
        var key = command.key();
        var wallet = Map.of("msisdn", command.msisdn().digits());
        return switch (command.operation()) {
            case Operation.TopUp(Money amount) ->
                    of(key, "deposit", amount, Map.of("organisationid", clientId), wallet);
            case Operation.PayProvider(
                            var provider,
                            var requisites,
                            Money amount,
                            Money commission) -> {
                String account = Requisites.account(requisites);
                var payee = Map.of("provider", provider, "account", account);
                yield of(key, "billpay", amount, wallet, payee).with(commission);
            }
            case Operation.Transfer(Msisdn payee, Money amount, Money commission) ->
                    of(key, "transfer", amount, wallet, Map.of("msisdn", payee.digits()))
                            .with(commission);
            case Operation.Redeem(String account, Money amount) ->
                    of(key, "withdrawal", amount, wallet, Map.of("account", account));
            case Operation.ReverseTopUp(CommandKey topUp, String reference) ->
                    reversal(command.key(), reference);
            case Operation.ReverseRedemption(CommandKey redemption, String reference) ->
                    reversal(command.key(), reference);
            case Operation.OfBilling o -> throw notOurs(o);
            case Operation.OfBank o -> throw notOurs(o);
        };
    }

    private static Transaction of(
            CommandKey key,
            String type,
            Money amount,
            Map<String, String> debit,
            Map<String, String> credit) {
        ObjectNode body =
                Json.object()
                        .put("amount", amount.toDecimal())
                        .put("currency", amount.currency())
                        .put(REFERENCE, key.toString());
        party(body, "debitParty", debit);
        party(body, "creditParty", credit);
        return new Transaction(
                key, "/v1/transactions/type/" + type, type, amount, null, null, body);
    }

    /** Taken from the wallet on top of the amount, in the same breath. */
    private Transaction with(Money fee) {
        if (fee.isZero()) {
            return this;
        }
        body.putArray(FEES)
                .addObject()
                .put("feeType", "commission")
                .put(FEE_AMOUNT, fee.toDecimal())
                .put("feeCurrency", fee.currency());
        return new Transaction(key, path, type, amount, fee, null, body);
    }

    private static Transaction reversal(CommandKey key, String reference) {
        String path =
                "/v1/transactions/"
                        + URLEncoder.encode(reference, StandardCharsets.UTF_8)
                        + "/reversals";
        ObjectNode body = Json.object().put("type", "reversal").put(REFERENCE, key.toString());
        return new Transaction(key, path, "reversal", null, null, reference, body);
    }

    private static IllegalArgumentException notOurs(Operation operation) {
        return new IllegalArgumentException(
                "e-money has no " + operation.getClass().getSimpleName());
    }

    private static void party(ObjectNode body, String name, Map<String, String> values) {
        var array = body.putArray(name);
        values.forEach((key, value) -> array.addObject().put("key", key).put("value", value));
    }

    /** Whether an answer says that this very transaction was taken in. */
    boolean isTakenInBy(JsonNode node) {
        return node.path("status").asText().equals("pending") && isNamedBy(node);
    }

    /** Whether an outcome, told or asked for, is that of this very request. */
    boolean isNamedBy(JsonNode node) {
        return node.path("clientCorrelationId").asText().equals(NamedId.of(key).toString());
    }

    /** Whether a completed answer speaks of this very transaction. */
    boolean isConfirmedBy(JsonNode node) {
        return node.path("transactionStatus").asText().equals("completed")
                && node.path("type").asText().equals(type)
                && !node.path("transactionReference").asText().isEmpty()
                && (amount == null || isOf(amount, node))
                && (commission == null
                        || node.path(FEES)
                                .path(0)
                                .path(FEE_AMOUNT)
                                .asText()
                                .equals(commission.toDecimal()))
                && (reversed == null || saysNothingElse(node, ORIGINAL, reversed))
                && saysNothingElse(node, REFERENCE, key.toString());
    }

    private static boolean isOf(Money amount, JsonNode node) {
        return node.path("amount").asText().equals(amount.toDecimal())
                && node.path("currency").asText().equals(amount.currency());
    }

    /** What is optional in the contract proves nothing by its absence. */
    private static boolean saysNothingElse(JsonNode node, String field, String expected) {
        return !node.hasNonNull(field) || node.path(field).asText().equals(expected);
    }
}
