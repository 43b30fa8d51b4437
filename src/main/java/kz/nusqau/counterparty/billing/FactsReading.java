package kz.nusqau.counterparty.billing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import kz.nusqau.counterparty.Brand;
import kz.nusqau.counterparty.SubscriberFacts;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/** One subscriber being read. A fact that is missing is an error: none has a safe default. */
final class FactsReading {

    private @Nullable String msisdn;
    private @Nullable String registryId;
    private @Nullable String brand;
    private @Nullable String settlement;
    private @Nullable String owner;
    private @Nullable String balance;
    private @Nullable String bonus;
    private @Nullable String currency;
    private @Nullable Boolean debt;
    private @Nullable Boolean blocked;
    private @Nullable Boolean roaming;
    private @Nullable Boolean sanctioned;
    private @Nullable Instant simChangedAt;
    private @Nullable Instant contractEndedAt;

    private FactsReading() {}

    /** Reads up to the end of the object that the parser stands at. */
    static FactsReading of(JsonParser json) throws IOException {
        var reading = new FactsReading();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            reading.take(field, json);
        }
        return reading;
    }

    private void take(String field, JsonParser json) throws IOException {
        switch (field) {
            case "msisdn" -> msisdn = json.getText();
            case "registryId" -> registryId = json.getText();
            case "brand" -> brand = json.getText();
            case "settlement" -> settlement = json.getText();
            case "owner" -> owner = json.getText();
            case "balance" -> balance = json.getText();
            case "bonus" -> bonus = json.getText();
            case "currency" -> currency = json.getText();
            case "debt" -> debt = json.getBooleanValue();
            case "blocked" -> blocked = json.getBooleanValue();
            case "roaming" -> roaming = json.getBooleanValue();
            case "sanctioned" -> sanctioned = json.getBooleanValue();
            case "simChangedAt" -> simChangedAt = instant(json);
            case "contractEndedAt" -> contractEndedAt = instant(json);
            default -> json.skipChildren();
        }
    }

    String msisdn() {
        return given(msisdn, "msisdn");
    }

    SubscriberFacts facts() {
        String unit = given(currency, "currency");
        return new SubscriberFacts(
                given(registryId, "registryId"),
                brand(given(brand, "brand")),
                choice(given(settlement, "settlement"), "prepaid", "credit"),
                choice(given(owner, "owner"), "natural", "legal"),
                Money.parse(given(balance, "balance"), unit),
                Money.parse(given(bonus, "bonus"), unit),
                given(debt, "debt"),
                given(blocked, "blocked"),
                given(roaming, "roaming"),
                given(sanctioned, "sanctioned"),
                Optional.ofNullable(simChangedAt),
                Optional.ofNullable(contractEndedAt));
    }

    private static @Nullable Instant instant(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? null : Instant.parse(json.getText());
    }

    private static Brand brand(String value) {
        return switch (value) {
            case "activ" -> Brand.ACTIV;
            case "kcell" -> Brand.KCELL;
            case "beeline" -> Brand.BEELINE;
            default -> throw new IllegalArgumentException("no brand that is known");
        };
    }

    private static boolean choice(String value, String yes, String no) {
        if (!value.equals(yes) && !value.equals(no)) {
            throw new IllegalArgumentException("neither " + yes + " nor " + no);
        }
        return value.equals(yes);
    }

    private static <T> T given(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("no " + field);
        }
        return value;
    }
}
