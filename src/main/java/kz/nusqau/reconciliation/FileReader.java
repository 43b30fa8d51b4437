package kz.nusqau.reconciliation;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Reads the end-of-day files of one format. A new format is a new reader. */
interface FileReader {

    /**
     * Hands every line on; fails with {@link MalformedFile} for a file of another counterparty or
     * day, one cut short, and a line that can't be read.
     */
    void read(BufferedReader file, String counterparty, LocalDate day, Consumer<FileLine> to)
            throws IOException;
}
