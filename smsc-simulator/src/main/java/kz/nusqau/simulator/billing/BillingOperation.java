package kz.nusqau.simulator.billing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;
import kz.nusqau.simulator.counterparty.Refusal;
import kz.nusqau.simulator.world.Amount;
import org.jspecify.annotations.Nullable;

/**
 * One request that was understood, and what became of it.
 *
 * @param msisdn whose money it is about; empty when the request names nothing known
 * @param amount what it moves or would have moved
 * @param refused null when carried out
 * @param expires of a reservation that was carried out
 */
public record BillingOperation(
        String key,
        BillingRequest request,
        String msisdn,
        Amount amount,
        @Nullable Refusal refused,
        Instant at,
        @Nullable Instant expires)
        implements BillingEntry {

    @JsonIgnore
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refused);
    }

    @JsonIgnore
    public boolean isCompleted() {
        return refused == null;
    }
}
