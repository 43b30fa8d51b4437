package kz.nusqau.counterparty.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many commands are open, by state. Who watches must not add up, so they are counted at most
 * every few seconds; while there are very many, at most a two-hundredth of the time.
 */
public final class OpenCommands {

    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long REST = 200;

    private final DeskStore desk;
    private final Map<String, Counted> counted = new HashMap<>();

    /**
     * What was counted.
     *
     * @param until when it is counted again
     */
    private record Counted(Map<String, Long> states, long until) {}

    OpenCommands(DeskStore desk) {
        this.desk = desk;
    }

    /** Of a counterparty: queued, sending, pending, unknown, stuck, parked. */
    public synchronized Map<String, Long> of(String counterparty) {
        Counted known = counted.get(counterparty);
        if (known == null || System.nanoTime() - known.until > 0) {
            long start = System.nanoTime();
            Map<String, Long> states = Map.copyOf(desk.open(counterparty));
            long end = System.nanoTime();
            known = new Counted(states, end + Math.max(FRESH_NANOS, REST * (end - start)));
            counted.put(counterparty, known);
        }
        return known.states;
    }
}
