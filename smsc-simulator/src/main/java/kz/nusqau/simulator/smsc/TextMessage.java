package kz.nusqau.simulator.smsc;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import kz.nusqau.simulator.smsc.text.Alphabet;

/** What a phone shows: all parts of a message joined, in their order. */
public record TextMessage(List<Submitted> submits) {

    public TextMessage {
        submits = List.copyOf(submits);
    }

    public String source() {
        return submits.getFirst().source();
    }

    public String destination() {
        return submits.getFirst().destination();
    }

    public String text() {
        return submits.stream().map(Submitted::text).collect(Collectors.joining());
    }

    public int parts() {
        return submits.size();
    }

    public Alphabet alphabet() {
        return submits.getFirst().alphabet();
    }

    /** When the last part came. */
    public Instant at() {
        return submits.stream().map(Submitted::at).max(Instant::compareTo).orElseThrow();
    }
}
