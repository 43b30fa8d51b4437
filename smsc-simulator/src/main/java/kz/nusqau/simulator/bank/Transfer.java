package kz.nusqau.simulator.bank;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
 * @param executeOn the operational day that it waits for; null when it waits for none
 */
public record Transfer(
        Order order,
        Amount credited,
        String creditedCurrency,
        State state,
        @Nullable String reason,
        Instant at,
        @Nullable LocalDate executeOn) {

    /**
     * What the client asked for; two orders are the same when all of this is.
     *
     * @param agreed the rate that it is bound to; null for that of the day
     */
    public record Order(
            String endToEndId,
            String instruction,
            String from,
            String to,
            Amount amount,
            String currency,
            String info,
            @Nullable Agreed agreed) {

        public Order(
                String endToEndId,
                String instruction,
                String from,
                String to,
                Amount amount,
                String currency,
                String info) {
            this(endToEndId, instruction, from, to, amount, currency, info, null);
        }
    }

    /** What one unit of a currency costs in the other one of an order. */
    public record Agreed(String unit, BigDecimal rate) {

        boolean isSame(Agreed other) {
            return unit.equals(other.unit) && rate.compareTo(other.rate) == 0;
        }
    }

    /** Codes of ISO 20022. */
    public enum State {
        /** Waits for its operational day. */
        PDNG,
        ACSP,
        ACSC,
        RJCT,
        CANC
    }

    Transfer as(State changed, Instant when) {
        return new Transfer(order, credited, creditedCurrency, changed, reason, when, null);
    }

    /** Nothing has moved yet, so it can be recalled. */
    @JsonIgnore
    boolean isUnderWay() {
        return state == State.ACSP || state == State.PDNG;
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
