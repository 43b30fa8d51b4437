package kz.nusqau.simulator.billing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import kz.nusqau.simulator.world.Amount;
import kz.nusqau.simulator.world.Subscriber;

/** How billing writes what it knows. */
final class BillingWire {

    private BillingWire() {}

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static void write(JsonGenerator json, Subscriber subscriber, Amount available, Instant now)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("msisdn", subscriber.msisdn());
        json.writeStringField("registryId", subscriber.registryId());
        json.writeStringField("brand", word(subscriber.brand()));
        json.writeStringField("settlement", word(subscriber.settlement()));
        json.writeStringField("owner", word(subscriber.owner()));
        json.writeStringField("balance", available.toString());
        json.writeStringField("bonus", subscriber.bonus().toString());
        json.writeStringField("currency", "KZT");
        json.writeBooleanField("debt", subscriber.debt());
        json.writeBooleanField("blocked", subscriber.blocked());
        json.writeBooleanField("roaming", subscriber.roaming());
        json.writeBooleanField("sanctioned", subscriber.sanctioned());
        write(json, "simChangedAt", subscriber.simChangedAgo().map(now::minus));
        write(json, "contractEndedAt", subscriber.contractEndedAgo().map(now::minus));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, Optional<Instant> at)
            throws IOException {
        if (at.isPresent()) {
            json.writeStringField(field, at.get().toString());
        } else {
            json.writeNullField(field);
        }
    }

    /** The answer to a request that was carried out. */
    static void writeDone(JsonGenerator json, BillingOperation operation) throws IOException {
        switch (operation.request()) {
            case BillingRequest.Reserve reserve -> {
                json.writeStringField("reservation", operation.key());
                json.writeStringField("state", "reserved");
                json.writeStringField("expiryDate", String.valueOf(operation.expires()));
            }
            case BillingRequest.Charge charge -> {
                json.writeStringField("charge", operation.key());
                json.writeStringField("reservation", charge.reservation());
                json.writeStringField("state", "charged");
            }
            case BillingRequest.Release release -> {
                json.writeStringField("release", operation.key());
                json.writeStringField("reservation", release.reservation());
                json.writeStringField("state", "released");
            }
            case BillingRequest.Refund refund -> {
                json.writeStringField("refund", operation.key());
                json.writeStringField("charge", refund.charge());
                json.writeStringField("state", "refunded");
            }
        }
        writeMoney(json, operation);
    }

    private static void writeMoney(JsonGenerator json, BillingOperation operation)
            throws IOException {
        json.writeStringField("msisdn", operation.msisdn());
        json.writeStringField("amount", operation.amount().toString());
        json.writeStringField("currency", "KZT");
        json.writeStringField("creationDate", operation.at().toString());
    }

    /** The answer to an inquiry, and a line of the books. */
    static void writeInquired(
            JsonGenerator json, BillingOperation operation, Optional<Reservation> reservation)
            throws IOException {
        json.writeStringField("key", operation.key());
        json.writeStringField("kind", operation.request().kind());
        json.writeStringField("state", operation.isCompleted() ? "completed" : "refused");
        switch (operation.request()) {
            case BillingRequest.Reserve reserve -> {
                if (reservation.isPresent()) {
                    json.writeStringField("reservationState", word(reservation.get().state()));
                }
            }
            case BillingRequest.Charge charge ->
                    json.writeStringField("reservation", charge.reservation());
            case BillingRequest.Release release ->
                    json.writeStringField("reservation", release.reservation());
            case BillingRequest.Refund refund -> json.writeStringField("charge", refund.charge());
        }
        writeMoney(json, operation);
        var refusal = operation.refusal();
        if (refusal.isPresent()) {
            json.writeObjectFieldStart("error");
            refusal.get().write(json, operation.at());
            json.writeEndObject();
        }
    }
}
