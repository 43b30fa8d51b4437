package kz.nusqau.simulator.emoney;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;
import kz.nusqau.simulator.counterparty.Refusal;
import kz.nusqau.simulator.world.Amount;
import org.jspecify.annotations.Nullable;

/**
 * One request that was understood, and what became of it; also one line of the journal.
 *
 * @param reference the client's own, {@code instruction/step/generation}; empty when not given
 * @param msisdn whose wallet it is about; empty when the request names nothing known
 * @param refused null when carried out
 * @param transaction the system's own reference, of one that was carried out
 * @param number the individual payment number, of a deposit, payment or transfer that was carried
 *     out
 */
public record EmoneyOperation(
        String correlationId,
        String reference,
        EmoneyRequest request,
        String msisdn,
        Amount amount,
        @Nullable Refusal refused,
        @Nullable String transaction,
        @Nullable String number,
        Instant at) {

    @JsonIgnore
    public Optional<Refusal> refusal() {
        return Optional.ofNullable(refused);
    }

    @JsonIgnore
    public Optional<String> paymentNumber() {
        return Optional.ofNullable(number);
    }

    @JsonIgnore
    public boolean isCompleted() {
        return refused == null;
    }

    /** The opposite of the truth. */
    EmoneyOperation contradicted() {
        var lie = isCompleted() ? Refusal.forced("requestDeclined") : null;
        var reference = lie == null ? "contradiction-" + correlationId : null;
        return new EmoneyOperation(
                correlationId, this.reference, request, msisdn, amount, lie, reference, null, at);
    }
}
