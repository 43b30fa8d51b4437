package kz.nusqau.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.nusqau.HubUnderTest;
import kz.nusqau.OutsideWorld;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills a data directory as years of service would have: {@code Fill [instructions] [subscribers]},
 * into {@code -Dbench.data=…} or {@code target/filled}. What it makes, {@link Filling} says.
 */
public final class Fill {

    /** What an instruction takes on disk, with its share of the log, rounded up. */
    private static final long BYTES = 7_500;

    /** What a crash would spoil is begun anew; the disk writes each page once, not its log too. */
    private static final List<String> CARELESS =
            List.of(
                    "ALTER SYSTEM SET fsync = off",
                    "ALTER SYSTEM SET full_page_writes = off",
                    "ALTER SYSTEM SET autovacuum_vacuum_insert_threshold = -1",
                    "SELECT pg_reload_conf()");

    private static final List<String> CAREFUL =
            List.of(
                    "ALTER SYSTEM RESET fsync",
                    "ALTER SYSTEM RESET full_page_writes",
                    "ALTER SYSTEM RESET autovacuum_vacuum_insert_threshold",
                    "SELECT pg_reload_conf()",
                    "CHECKPOINT");

    private Fill() {}

    public static void main(String... arguments) throws IOException {
        long instructions = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        int subscribers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        Path data = emptyDirectory(instructions);
        Map<String, Object> settings = OutsideWorld.patience();
        settings.put("nusqau.data-dir", data);
        // Each transaction here books as much as a thousand usually do.
        settings.put("nusqau.ledger.block-transactions", 50);
        try (var hub = HubUnderTest.start(settings)) {
            var database = new EmbeddedDatabase(data);
            database.execute(CARELESS);
            new Filling(hub, instructions, subscribers, System.out::println).fill();
            printSizes(hub.bean(JdbcTemplate.class));
            database.execute(CAREFUL);
        }
        System.out.println("filled: " + data);
        System.exit(0);
    }

    /** Of {@code -Dbench.data=…}, or the usual one. */
    static Path directory() {
        String told = System.getProperty("bench.data", "");
        return Path.of(told.isEmpty() ? "target/filled" : told).toAbsolutePath();
    }

    private static Path emptyDirectory(long instructions) throws IOException {
        Path data = directory();
        Files.createDirectories(data);
        try (var files = Files.list(data)) {
            Optional<Path> first = files.findFirst();
            if (first.isPresent()) {
                throw new IllegalStateException(data + " is not empty: it holds " + first.get());
            }
        }
        long free = Files.getFileStore(data).getUsableSpace();
        if (free < instructions * BYTES) {
            throw new IllegalStateException(
                    "%,d instructions take %,d MB below %s; %,d MB are free"
                            .formatted(instructions, instructions * BYTES >> 20, data, free >> 20));
        }
        return data;
    }

    private static void printSizes(JdbcTemplate jdbc) {
        jdbc.query(
                """
                SELECT c.oid::regclass, sum(greatest(p.reltuples, 0))::bigint,
                       sum(pg_table_size(p.oid)) / 1048576, sum(pg_indexes_size(p.oid)) / 1048576
                  FROM pg_class c
                  JOIN pg_class p
                    ON p.oid IN (SELECT relid FROM pg_partition_tree(c.oid) UNION SELECT c.oid)
                 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                   AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
                 GROUP BY c.oid HAVING sum(p.reltuples) > 1000 ORDER BY 3 DESC
                """,
                row -> {
                    System.out.printf(
                            "%-32s %,14d rows %,10d MB, indexes %,10d MB%n",
                            row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4));
                });
    }
}
