package kz.nusqau.simulator.billing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import kz.nusqau.simulator.world.Amount;

/** What a client asks for; two requests are the same when all their fields are. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BillingRequest.Reserve.class, name = "reservation"),
    @JsonSubTypes.Type(value = BillingRequest.Charge.class, name = "charge"),
    @JsonSubTypes.Type(value = BillingRequest.Release.class, name = "release"),
    @JsonSubTypes.Type(value = BillingRequest.Refund.class, name = "refund")
})
public sealed interface BillingRequest {

    /** {@code reservation}, {@code charge}, {@code release} or {@code refund}. */
    default String kind() {
        return switch (this) {
            case Reserve reserve -> "reservation";
            case Charge charge -> "charge";
            case Release release -> "release";
            case Refund refund -> "refund";
        };
    }

    record Reserve(String msisdn, Amount amount, String purpose) implements BillingRequest {}

    /** Takes the whole amount of the reservation with this key. */
    record Charge(String reservation) implements BillingRequest {}

    /** Gives the whole amount of the reservation with this key back. */
    record Release(String reservation) implements BillingRequest {}

    /** Gives back a part of the charge with this key, or all of it. */
    record Refund(String charge, Amount amount) implements BillingRequest {}
}
