package kz.nusqau.counterparty.emoney;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kz.nusqau.counterparty.Operation;
import kz.nusqau.counterparty.QuoteRequest;
import kz.nusqau.counterparty.wire.Json;
import kz.nusqau.shared.Money;

/** What is asked for, as the quotation wants it. */
public record Quotation(QuoteRequest request) {

    ObjectNode body() {
        return switch (request.wanted()) {
            case Operation.PayProvider(var provider, var requisites, var amount, var commission) ->
                    of("billpay", amount)
                            .put("provider", provider)
                            .put("account", Requisites.account(requisites));
            case Operation.TopUp(var amount) -> of("deposit", amount);
            case Operation.Transfer(var payee, var amount, var commission) ->
                    of("transfer", amount).put("payee", payee.digits());
            case Operation.Redeem(var account, var amount) ->
                    of("withdrawal", amount).put("account", account);
            case Operation.ReverseTopUp reversal -> throw unquoted(reversal);
            case Operation.ReverseRedemption reversal -> throw unquoted(reversal);
        };
    }

    private ObjectNode of(String type, Money amount) {
        return Json.object()
                .put("type", type)
                .put("amount", amount.toDecimal())
                .put("currency", amount.currency())
                .put("msisdn", request.payer().digits());
    }

    private static IllegalArgumentException unquoted(Operation operation) {
        return new IllegalArgumentException("no quotation for " + operation.name());
    }
}
