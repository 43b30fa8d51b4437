package kz.nusqau.simulator.bank;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Locale;
import kz.nusqau.simulator.world.Amount;
import org.jspecify.annotations.Nullable;

/**
 * An order to move money and what became of it; also one line of the journal, which the next line
 * with the same id replaces.
 *
 * @param credited what reaches the other account, in its currency
 * @param reason ISO code, of one that was refused
 * @param at when it came to that state
 */
public record Transfer(
        Order order,
        Amount credited,
        String creditedCurrency,
        State state,
        @Nullable String reason,
        Instant at) {

    /** What the client asked for; two orders are the same when all of this is. */
    public record Order(
            String endToEndId,
            String instruction,
            String from,
            String to,
            Amount amount,
            String currency,
            String info) {}

    /** Codes of ISO 20022. */
    public enum State {
        ACSP,
        ACSC,
        RJCT,
        CANC
    }

    Transfer as(State changed, Instant when) {
        return new Transfer(order, credited, creditedCurrency, changed, reason, when);
    }

    @JsonIgnore
    public boolean isSettled() {
        return state == State.ACSC;
    }

    /** The bank's own reference. */
    @JsonIgnore
    public String reference() {
        String id = order.endToEndId();
        return "B" + id.substring(0, Math.min(id.length(), 20)).toUpperCase(Locale.ROOT);
    }
}
