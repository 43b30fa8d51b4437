package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many commands are open, by state. Counting reads an index; who watches must not add up, so it
 * is done at most every few seconds.
 */
public final class OpenCommands {

    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private final DeskStore desk;
    private final Map<String, Counted> counted = new HashMap<>();

    private record Counted(Map<String, Long> states, long at) {}

    OpenCommands(DeskStore desk) {
        this.desk = desk;
    }

    /** Of a counterparty: queued, sending, pending, unknown, stuck, parked. */
    public synchronized Map<String, Long> of(String counterparty) {
        Counted known = counted.get(counterparty);
        if (known == null || System.nanoTime() - known.at > FRESH_NANOS) {
            known = new Counted(Map.copyOf(desk.open(counterparty)), System.nanoTime());
            counted.put(counterparty, known);
        }
        return known.states;
    }
}
