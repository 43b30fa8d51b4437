package kz.nusqau.simulator.billing;

import kz.nusqau.simulator.world.Amount;

/** Money taken, and how much of it was given back. */
public record Charge(
        String key, String reservation, String msisdn, Amount amount, Amount refunded) {

    Charge refundedBy(Amount more) {
        return new Charge(key, reservation, msisdn, amount, refunded.plus(more));
    }

    /** What stays taken. */
    public Amount kept() {
        return amount.minus(refunded);
    }
}
