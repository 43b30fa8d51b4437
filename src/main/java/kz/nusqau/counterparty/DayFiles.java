package kz.nusqau.counterparty;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The end-of-day files that counterparties write. */
public final class DayFiles {

    /** How a file is written. */
    public enum Format {
        BILLING_CSV,
        EMONEY_CSV
    }

    /** Where one counterparty's files come from. */
    public interface Source {

        /** Blocks until the file is there; fails with {@link CounterpartyUnavailable}. */
        void fetch(LocalDate day, Path into);
    }

    /** How a counterparty writes its files, and where they come from. */
    public record Known(Format format, Source source) {}

    private final Map<String, Known> known = new TreeMap<>();

    public DayFiles(Map<String, Known> known) {
        this.known.putAll(known);
    }

    /** Ids of the counterparties that write one. */
    public Set<String> counterparties() {
        return Set.copyOf(known.keySet());
    }

    /** Fails with {@link IllegalArgumentException} for a counterparty that writes none. */
    public Format format(String counterparty) {
        return get(counterparty).format;
    }

    /**
     * Fetches a day's file whole; blocks. Fails with {@link CounterpartyUnavailable}, and then what
     * is in the file means nothing.
     */
    public void fetch(String counterparty, LocalDate day, Path into) {
        get(counterparty).source.fetch(day, into);
    }

    private Known get(String counterparty) {
        Known found = known.get(counterparty);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no end-of-day files from " + counterparty + ", but from " + known.keySet());
        }
        return found;
    }
}
