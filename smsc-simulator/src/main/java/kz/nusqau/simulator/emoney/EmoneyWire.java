package kz.nusqau.simulator.emoney;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import kz.nusqau.simulator.counterparty.BodyFields;
import kz.nusqau.simulator.counterparty.MalformedRequest;
import kz.nusqau.simulator.world.Amount;

/** How an e-money system reads and writes. */
final class EmoneyWire {

    static final String CLIENT_REFERENCE = "requestingOrganisationTransactionReference";

    private static final String FEES = "fees";
    private static final String FEE_AMOUNT = "feeAmount";

    private EmoneyWire() {}

    static EmoneyRequest deposit(JsonNode body) {
        party(body, "debitParty");
        return new EmoneyRequest.Deposit(
                msisdn(party(body, "creditParty"), "creditParty"), BodyFields.amount(body));
    }

    static EmoneyRequest billPay(JsonNode body) {
        var payee = party(body, "creditParty");
        return new EmoneyRequest.BillPay(
                msisdn(party(body, "debitParty"), "debitParty"),
                value(payee, "creditParty", "provider"),
                value(payee, "creditParty", "account"),
                BodyFields.amount(body),
                fee(body));
    }

    static EmoneyRequest transfer(JsonNode body) {
        return new EmoneyRequest.Transfer(
                msisdn(party(body, "debitParty"), "debitParty"),
                msisdn(party(body, "creditParty"), "creditParty"),
                BodyFields.amount(body),
                fee(body));
    }

    /** The sum of what the client takes besides the amount. */
    private static Amount fee(JsonNode body) {
        var sum = Amount.ZERO;
        for (var each : body.path(FEES)) {
            if (!each.path("feeCurrency").asText().equals("KZT")) {
                throw MalformedRequest.currency(each.path("feeCurrency").asText());
            }
            try {
                sum = sum.plus(Amount.parse(BodyFields.text(each, FEE_AMOUNT)));
            } catch (IllegalArgumentException e) {
                throw MalformedRequest.format(FEE_AMOUNT, FEE_AMOUNT + " has the form 1500.00");
            }
        }
        return sum;
    }

    static EmoneyRequest withdrawal(JsonNode body) {
        return new EmoneyRequest.Withdrawal(
                msisdn(party(body, "debitParty"), "debitParty"),
                value(party(body, "creditParty"), "creditParty", "account"),
                BodyFields.amount(body));
    }

    /** A request as a quotation names it: its parties are plain fields. */
    static EmoneyRequest.Quotable quotation(JsonNode body) {
        var msisdn = BodyFields.msisdn("msisdn", BodyFields.text(body, "msisdn"));
        var amount = BodyFields.amount(body);
        return switch (BodyFields.text(body, "type")) {
            case "billpay" ->
                    new EmoneyRequest.BillPay(
                            msisdn,
                            BodyFields.text(body, "provider"),
                            BodyFields.text(body, "account"),
                            amount,
                            Amount.ZERO);
            case "deposit" -> new EmoneyRequest.Deposit(msisdn, amount);
            case "transfer" ->
                    new EmoneyRequest.Transfer(
                            msisdn,
                            BodyFields.msisdn("payee", BodyFields.text(body, "payee")),
                            amount,
                            Amount.ZERO);
            case "withdrawal" ->
                    new EmoneyRequest.Withdrawal(msisdn, BodyFields.text(body, "account"), amount);
            default ->
                    throw MalformedRequest.format(
                            "type", "billpay, deposit, transfer and withdrawal are quoted");
        };
    }

    private static JsonNode party(JsonNode body, String name) {
        var party = body.get(name);
        if (party == null) {
            throw MalformedRequest.missing(name);
        }
        if (!party.isArray() || party.isEmpty()) {
            throw MalformedRequest.format(name, name + " is a list of keys and values");
        }
        return party;
    }

    private static String msisdn(JsonNode party, String name) {
        return BodyFields.msisdn(name + ".msisdn", value(party, name, "msisdn"));
    }

    private static String value(JsonNode party, String name, String key) {
        for (var entry : party) {
            if (key.equals(entry.path("key").asText())) {
                return BodyFields.text(entry, "value");
            }
        }
        throw MalformedRequest.missing(name + "." + key);
    }

    /** The first answer's body, now or when asked for again. */
    static void writeAnswer(JsonGenerator json, EmoneyOperation operation) throws IOException {
        var refusal = operation.refusal();
        if (refusal.isPresent()) {
            refusal.get().write(json, operation.at());
            return;
        }
        json.writeStringField("transactionReference", String.valueOf(operation.transaction()));
        json.writeStringField("transactionStatus", "completed");
        json.writeStringField("type", operation.request().type());
        json.writeStringField("amount", operation.amount().toString());
        json.writeStringField("currency", "KZT");
        if (!operation.request().fee().equals(Amount.ZERO)) {
            json.writeArrayFieldStart(FEES);
            json.writeStartObject();
            json.writeStringField("feeType", "commission");
            json.writeStringField(FEE_AMOUNT, operation.request().fee().toString());
            json.writeStringField("feeCurrency", "KZT");
            json.writeEndObject();
            json.writeEndArray();
        }
        if (operation.number() != null) {
            json.writeStringField("paymentNumber", operation.number());
        }
        if (operation.request() instanceof EmoneyRequest.Reversal reversal) {
            json.writeStringField("originalTransactionReference", reversal.transaction());
        }
        if (!operation.reference().isEmpty()) {
            json.writeStringField(CLIENT_REFERENCE, operation.reference());
        }
        json.writeStringField("creationDate", operation.at().toString());
    }

    /** What became of a request, as it is asked for and as the client is told of it. */
    static void writeOutcome(JsonGenerator json, EmoneyOperation operation) throws IOException {
        json.writeStringField("clientCorrelationId", operation.correlationId());
        json.writeStringField("state", operation.isCompleted() ? "completed" : "failed");
        json.writeObjectFieldStart("response");
        writeAnswer(json, operation);
        json.writeEndObject();
    }

    /** A line of the books. */
    static void writeLine(JsonGenerator json, EmoneyOperation operation, boolean reversed)
            throws IOException {
        json.writeStringField("key", operation.reference());
        json.writeStringField("clientCorrelationId", operation.correlationId());
        json.writeStringField("kind", operation.request().type());
        json.writeStringField("state", state(operation, reversed));
        json.writeStringField("msisdn", operation.msisdn());
        json.writeStringField("amount", operation.amount().toString());
        json.writeStringField("fee", operation.request().fee().toString());
        json.writeStringField("currency", "KZT");
        json.writeStringField("creationDate", operation.at().toString());
        if (operation.transaction() != null) {
            json.writeStringField("transactionReference", operation.transaction());
        }
        if (operation.number() != null) {
            json.writeStringField("paymentNumber", operation.number());
        }
        if (operation.request() instanceof EmoneyRequest.BillPay billPay) {
            json.writeStringField("provider", billPay.provider());
            json.writeStringField("account", billPay.account());
        }
        var refusal = operation.refusal();
        if (refusal.isPresent()) {
            json.writeObjectFieldStart("error");
            refusal.get().write(json, operation.at());
            json.writeEndObject();
        }
    }

    private static String state(EmoneyOperation operation, boolean reversed) {
        if (!operation.isCompleted()) {
            return "refused";
        }
        return reversed ? "reversed" : "completed";
    }
}
