package kz.nusqau.counterparty.emoney;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kz.nusqau.counterparty.QuoteRequest;
import kz.nusqau.counterparty.wire.Json;

/** A payment as the quotation wants it. */
public record QuotedPayment(QuoteRequest request) {

    ObjectNode body() {
        return Json.object()
                .put("type", "billpay")
                .put("provider", request.provider())
                .put("account", Requisites.account(request.requisites()))
                .put("amount", request.amount().toDecimal())
                .put("currency", request.amount().currency())
                .put("msisdn", request.payer().digits());
    }
}
