package kz.nusqau.simulator.counterparty;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import kz.nusqau.simulator.world.Amount;

/**
 * A line of an end-of-day file, before its system writes it in its own way.
 *
 * @param reference the client's, {@code instruction/step/generation}
 * @param own the system's reference; empty where it has none
 * @param at when the state was reached
 */
public record DayLine(
        String reference, String own, String kind, String state, Amount amount, Instant at) {

    DayLine with(Amount other) {
        return new DayLine(reference, own, kind, state, other, at);
    }

    DayLine in(String other) {
        return new DayLine(reference, own, kind, other, amount, at);
    }

    DayLine earlier(Duration by) {
        return new DayLine(reference, own, kind, state, amount, at.minus(by));
    }

    /** A line like this one, of something that never happened. */
    DayLine invented(String instruction) {
        var step = reference.substring(reference.indexOf('/') + 1);
        var invention = own.isEmpty() ? own : "X" + instruction.substring(0, 8);
        return new DayLine(
                instruction + "/" + step,
                invention.toUpperCase(Locale.ROOT),
                kind,
                state,
                amount,
                at);
    }
}
