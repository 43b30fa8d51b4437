package kz.nusqau.simulator.counterparty;

import com.fasterxml.jackson.databind.JsonNode;
import kz.nusqau.simulator.world.Amount;

/** Reads the fields of a request; what is missing or misshapen is named. */
public final class BodyFields {

    private static final int MAX_TEXT_LENGTH = 200;

    private BodyFields() {}

    public static String text(JsonNode body, String field) {
        var value = body.get(field);
        if (value == null || value.isNull()) {
            throw MalformedRequest.missing(field);
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw MalformedRequest.format(field, field + " is a text that is not empty");
        }
        if (value.textValue().length() > MAX_TEXT_LENGTH) {
            throw MalformedRequest.format(
                    field, field + " has at most " + MAX_TEXT_LENGTH + " characters");
        }
        return value.textValue();
    }

    public static String textOr(JsonNode body, String field, String absent) {
        return body.hasNonNull(field) ? text(body, field) : absent;
    }

    /** Reads {@code amount} and demands that {@code currency} is KZT. */
    public static Amount amount(JsonNode body) {
        var currency = text(body, "currency");
        if (!currency.equals("KZT")) {
            throw MalformedRequest.currency(currency);
        }
        Amount amount;
        try {
            amount = Amount.parse(text(body, "amount"));
        } catch (IllegalArgumentException e) {
            throw MalformedRequest.format("amount", "amount has the form 1500.00");
        }
        if (amount.equals(Amount.ZERO)) {
            throw MalformedRequest.format("amount", "amount is greater than zero");
        }
        return amount;
    }

    /** Digits of a number in international form, without a plus. */
    public static String msisdn(String field, String text) {
        if (text.length() < 11
                || text.length() > 15
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw MalformedRequest.format(field, field + " is a number like 77011234567");
        }
        return text;
    }
}
