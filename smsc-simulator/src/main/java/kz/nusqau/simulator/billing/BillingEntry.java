package kz.nusqau.simulator.billing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import kz.nusqau.simulator.world.Amount;

/** One line of billing's journal; the books are what the lines make together. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BillingOperation.class, name = "operation"),
    @JsonSubTypes.Type(value = BillingEntry.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = BillingEntry.Shortened.class, name = "shortened"),
    @JsonSubTypes.Type(value = BillingEntry.Expired.class, name = "expired")
})
sealed interface BillingEntry
        permits BillingOperation,
                BillingEntry.Opened,
                BillingEntry.Shortened,
                BillingEntry.Expired {

    /** The subscriber's first reservation: from here on the books hold the balance. */
    record Opened(String msisdn, Amount balance) implements BillingEntry {}

    /** A reservation ends earlier than it was promised. */
    record Shortened(String reservation, Instant expires) implements BillingEntry {}

    record Expired(String reservation, Instant at) implements BillingEntry {}
}
