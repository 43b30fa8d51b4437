package kz.nusqau.counterparty;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The end-of-day files that counterparties write. */
public final class DayFiles {

    /** No file is larger than this. */
    public static final long LARGEST_BYTES = 1L << 30;

    /** How a file is written. */
    public sealed interface Format {

        record BillingCsv() implements Format {}

        record EmoneyCsv() implements Format {}

        /**
         * A bank's statement of the operator's settlement account.
         *
         * @param namespace of the version that the bank speaks
         * @param iban of that account
         */
        record Camt053(String namespace, String iban) implements Format {}
    }

    /** Where one counterparty's files come from. */
    public interface Source {

        /** Blocks until the file is there; fails with {@link CounterpartyUnavailable}. */
        void fetch(LocalDate day, Path into);
    }

    /**
     * How a counterparty writes its files, and where they come from.
     *
     * @param due whether it has to write one of that day
     */
    public record Known(Format format, Source source, Predicate<LocalDate> due) {

        /** Every day. */
        public Known(Format format, Source source) {
            this(format, source, day -> true);
        }
    }

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

    /** Whether it may have no file of that day. */
    public boolean mayBeMissing(String counterparty, LocalDate day) {
        return !get(counterparty).due.test(day);
    }

    /**
     * Fetches a day's file whole; blocks. Fails with {@link CounterpartyUnavailable}, and then what
     * is in the file means nothing.
     */
    public void fetch(String counterparty, LocalDate day, Path into) {
        get(counterparty).source.fetch(day, into);
    }

    /** Copies a file; false when it is larger than one may be. */
    public static boolean copy(InputStream from, Path into) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long sizeBytes = 0;
        try (OutputStream file = Files.newOutputStream(into)) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                sizeBytes += read;
                if (sizeBytes > LARGEST_BYTES) {
                    return false;
                }
                file.write(buffer, 0, read);
            }
            return true;
        }
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
