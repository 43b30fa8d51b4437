package kz.nusqau.simulator.billing;

import java.time.Instant;
import kz.nusqau.simulator.world.Amount;

/** Money held for a client, and how it ended. */
public record Reservation(String key, String msisdn, Amount amount, Instant expires, State state) {

    public enum State {
        RESERVED,
        CHARGED,
        RELEASED,
        EXPIRED
    }

    Reservation until(Instant end) {
        return new Reservation(key, msisdn, amount, end, state);
    }

    Reservation as(State changed) {
        return new Reservation(key, msisdn, amount, expires, changed);
    }
}
