package kz.nusqau.reconciliation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import kz.nusqau.bench.ProcessorTime;

/**
 * How long a counterparty's day takes: so many payments in the ledger, a file with a line for each,
 * one in ten thousand wrong. Hub and PostgreSQL share the machine. Arguments: lines, rounds.
 */
public final class ReconciliationBench {

    private static final int CHUNK = 50_000;
    private static final int WRONG = 10_000;
    private static final Instant FIRST =
            ReconciledBooks.DAY.atTime(0, 5).atZone(Day.ZONE).toInstant();

    private final ReconciledBooks books = new ReconciledBooks();
    private final int lines;
    private final long microsBetween;

    private ReconciliationBench(int lines) {
        this.lines = lines;
        this.microsBetween = Duration.ofHours(23).toNanos() / 1_000 / lines;
    }

    public static void main(String... arguments) throws IOException {
        int lines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        var bench = new ReconciliationBench(lines);
        try {
            bench.run(rounds);
        } finally {
            bench.books.close();
        }
        System.exit(0);
    }

    private void run(int rounds) throws IOException {
        System.out.printf("%,d payments are booked%n", lines);
        for (int from = 0; from < lines; from += CHUNK) {
            book(from, Math.min(from + CHUNK, lines));
        }
        books.jdbc.execute("ANALYZE ledger.transfer");
        Path file = Files.createTempFile("reconciliation-bench-", ".csv");
        try {
            write(file);
            for (int round = 1; round <= rounds; round++) {
                reconcile(file);
                forget();
            }
        } finally {
            Files.delete(file);
        }
    }

    /** Holds and their charges, as payments book them. */
    private void book(int from, int until) {
        for (String phase : new String[] {"pending", "post"}) {
            books.jdbc.update(
                    """
                    INSERT INTO ledger.transfer (key, phase, pending_key, instruction_id, debit,
                                                 credit, amount, booked_at)
                    SELECT i || CASE ?::text WHEN 'post' THEN '/charge/1/post-amount'
                                             ELSE '/reserve/1/pending-amount' END,
                           ?::text,
                           CASE ?::text WHEN 'post' THEN i || '/reserve/1/pending-amount' END,
                           i, d.id, c.id, 1000 + n, ?::timestamptz + n * ? * interval '1 us'
                      FROM generate_series(?::bigint, ?::bigint) AS n,
                           LATERAL (SELECT lpad(to_hex(n), 32, '0')::uuid AS i) AS instruction,
                           ledger.account d, ledger.account c
                     WHERE d.code = 'operator.billing' AND c.code = 'providers.alma'
                    """,
                    phase,
                    phase,
                    phase,
                    FIRST.toString(),
                    microsBetween,
                    (long) from,
                    until - 1L);
        }
    }

    private void write(Path file) throws IOException {
        long sum = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("billing," + ReconciledBooks.DAY);
            out.write("\nreference,kind,state,amount,currency,at\n");
            for (int n = 0; n < lines; n++) {
                long amount = 1000L + n + (n % WRONG == WRONG - 1 ? 1 : 0);
                sum += amount;
                Instant at = FIRST.plusNanos(n * microsBetween * 1_000);
                out.write(
                        "%s/reserve/1,reservation,charged,%d.%02d,KZT,%s\n"
                                .formatted(new UUID(0, n), amount / 100, amount % 100, at));
            }
            out.write("total,%d,%d.%02d\n".formatted(lines, sum / 100, sum % 100));
        }
        System.out.printf("the file has %,d MB%n", Files.size(file) >> 20);
    }

    private void reconcile(Path file) throws IOException {
        ProcessHandle server = server();
        Duration hubBefore = ProcessorTime.of(ProcessHandle.current());
        Duration databaseBefore = ProcessorTime.withChildren(server);
        long start = System.nanoTime();
        DayFileView view;
        try (InputStream in = Files.newInputStream(file)) {
            var outcome =
                    books.imports.upload(new Day("billing", ReconciledBooks.DAY), in, "bench");
            view = ((ImportOutcome.Imported) outcome).file();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d lines reconciled in %.1f s: %,d agree, %,d breaks;"
                        + " processor time: hub %.1f s, database %.1f s%n",
                view.lines(),
                seconds,
                view.matched(),
                view.breaks(),
                seconds(ProcessorTime.of(ProcessHandle.current()).minus(hubBefore)),
                seconds(ProcessorTime.withChildren(server).minus(databaseBefore)));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    /** The parent of the process that serves a connection. */
    private ProcessHandle server() {
        Long connection = books.jdbc.queryForObject("SELECT pg_backend_pid()", Long.class);
        return ProcessHandle.of(connection).flatMap(ProcessHandle::parent).orElseThrow();
    }

    /** So that the file can be taken in again. */
    private void forget() {
        books.jdbc.execute("TRUNCATE reconciliation.day_file CASCADE");
    }
}
