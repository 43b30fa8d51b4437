package kz.nusqau.counterparty.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import kz.nusqau.counterparty.CommandKey;
import kz.nusqau.counterparty.CommandOutcome.Accepted;
import kz.nusqau.counterparty.Exchange;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.wire.Json;
import kz.nusqau.shared.Money;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/** Operations and answers as the bytes that are sealed into a command's row. */
final class CommandCodec {

    private static final String COMMISSION = "commission";

    private CommandCodec() {}

    static byte[] write(Operation operation) {
        ObjectNode node = Json.object().put("operation", operation.name());
        switch (operation) {
            case Operation.Reserve(Money amount) -> put(node, amount);
            case Operation.Charge(CommandKey reservation) ->
                    node.put("reservation", reservation.toString());
            case Operation.Release(CommandKey reservation) ->
                    node.put("reservation", reservation.toString());
            case Operation.Refund(CommandKey charge, Money amount) ->
                    put(node, amount).put("charge", charge.toString());
            case Operation.TopUp(Money amount) -> put(node, amount);
            case Operation.PayProvider(
                            var provider,
                            var requisites,
                            Money amount,
                            Money commission) -> {
                put(node, amount).put("provider", provider).put(COMMISSION, commission.toDecimal());
                ObjectNode object = node.putObject("requisites");
                requisites.forEach(object::put);
            }
            case Operation.Transfer(Msisdn payee, Money amount, Money commission) ->
                    put(node, amount)
                            .put("payee", payee.digits())
                            .put(COMMISSION, commission.toDecimal());
            case Operation.Redeem(String account, Money amount) ->
                    put(node, amount).put("account", account);
            case Operation.ReverseTopUp(CommandKey topUp, String reference) ->
                    node.put("topUp", topUp.toString()).put("reference", reference);
            case Operation.ReverseRedemption(CommandKey redemption, String reference) ->
                    node.put("redemption", redemption.toString()).put("reference", reference);
            case Operation.CreditTransfer(
                            var from,
                            var to,
                            Money amount,
                            var purpose,
                            var exchange) -> {
                put(node, amount).put("from", from).put("to", to).put("purpose", purpose);
                if (exchange != null) {
                    node.putObject("exchange")
                            .put("to", exchange.to())
                            .put("unit", exchange.unit())
                            .put("rate", exchange.rate().toPlainString());
                }
            }
            case Operation.RecallCreditTransfer(CommandKey transfer) ->
                    node.put("transfer", transfer.toString());
        }
        return Json.bytes(node);
    }

    private static ObjectNode put(ObjectNode node, Money amount) {
        return node.put("amount", amount.toDecimal()).put("currency", amount.currency());
    }

    static Operation readOperation(byte[] bytes) {
        JsonNode node = tree(bytes);
        String name = node.path("operation").asText();
        return switch (name) {
            case "reserve" -> new Operation.Reserve(amount(node));
            case "charge" -> new Operation.Charge(key(node, "reservation"));
            case "release" -> new Operation.Release(key(node, "reservation"));
            case "refund" -> new Operation.Refund(key(node, "charge"), amount(node));
            case "top-up" -> new Operation.TopUp(amount(node));
            case "pay-provider" ->
                    new Operation.PayProvider(
                            node.path("provider").asText(),
                            strings(node.path("requisites")),
                            amount(node),
                            commission(node));
            case "transfer" ->
                    new Operation.Transfer(
                            new Msisdn(node.path("payee").asText()),
                            amount(node),
                            commission(node));
            case "redeem" -> new Operation.Redeem(node.path("account").asText(), amount(node));
            case "reverse-top-up" ->
                    new Operation.ReverseTopUp(key(node, "topUp"), node.path("reference").asText());
            case "reverse-redemption" ->
                    new Operation.ReverseRedemption(
                            key(node, "redemption"), node.path("reference").asText());
            case "credit-transfer" ->
                    new Operation.CreditTransfer(
                            node.path("from").asText(),
                            node.path("to").asText(),
                            amount(node),
                            node.path("purpose").asText(),
                            exchange(node));
            case "recall-credit-transfer" ->
                    new Operation.RecallCreditTransfer(key(node, "transfer"));
            default -> throw new IllegalStateException("a row holds operation " + name);
        };
    }

    private static Money amount(JsonNode node) {
        return Money.parse(node.path("amount").asText(), node.path("currency").asText());
    }

    /** Rows from before there was one have none. */
    private static Money commission(JsonNode node) {
        return Money.parse(node.path(COMMISSION).asText("0.00"), node.path("currency").asText());
    }

    private static @Nullable Exchange exchange(JsonNode node) {
        JsonNode exchange = node.path("exchange");
        return exchange.isMissingNode()
                ? null
                : new Exchange(
                        node.path("currency").asText(),
                        exchange.path("to").asText(),
                        exchange.path("unit").asText(),
                        new BigDecimal(exchange.path("rate").asText()));
    }

    private static CommandKey key(JsonNode node, String field) {
        return CommandKey.parse(node.path(field).asText());
    }

    static byte[] write(Accepted accepted) {
        ObjectNode node = Json.object().put("reference", accepted.reference());
        ObjectNode details = node.putObject("details");
        accepted.details().forEach(details::put);
        return Json.bytes(node);
    }

    static Accepted readAccepted(byte[] bytes) {
        JsonNode node = tree(bytes);
        return new Accepted(node.path("reference").asText(), strings(node.path("details")));
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new HashMap<>();
        object.properties().forEach(each -> strings.put(each.getKey(), each.getValue().asText()));
        return strings;
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return Json.mapper().readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("a row holds what we never wrote", e);
        }
    }
}
