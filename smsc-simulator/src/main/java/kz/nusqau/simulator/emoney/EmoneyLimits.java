package kz.nusqau.simulator.emoney;

import kz.nusqau.simulator.world.Amount;

/**
 * The system's own limits, apart from those of its clients.
 *
 * @param smallest of one operation
 * @param largest of one operation
 * @param fullest what a wallet can hold
 */
public record EmoneyLimits(Amount smallest, Amount largest, Amount fullest) {

    /** Wider than those of the demo's hub, so that the hub's own are met first. */
    public static EmoneyLimits demo() {
        return new EmoneyLimits(Amount.tenge(1), Amount.tenge(100_000), Amount.tenge(1_000_000));
    }
}
